import { StringDecoder } from 'node:string_decoder'
import { CommandError } from './command.js'
import type { Terminal, TtyInput } from './terminal.js'

const MAX_INPUT_LENGTH = 4000

/**
 * Reads a new password: prompted for twice without an echo on a terminal, otherwise the first line of standard input.
 * @throws CommandError when standard input has no password, the two entries differ, or the prompt is cancelled
 */
export async function promptNewPassword(terminal: Terminal): Promise<string> {
  const { stdin } = terminal
  if (stdin.isTTY !== true) return readFirstLine(stdin)
  const password = await readHiddenLine(terminal, 'Password: ')
  if ((await readHiddenLine(terminal, 'Repeat password: ')) !== password)
    throw new CommandError('The passwords do not match.')
  return password
}

async function readFirstLine(stdin: TtyInput): Promise<string> {
  const decoder = new StringDecoder('utf8')
  let text = ''
  for await (const chunk of stdin) {
    text += Buffer.isBuffer(chunk) ? decoder.write(chunk) : String(chunk)
    if (text.includes('\n') || text.length > MAX_INPUT_LENGTH) break
  }
  const line = text.split(/\r?\n/)[0] ?? ''
  if (line === '') throw new CommandError('No password on standard input.')
  return line
}

/** Reads one line in raw mode, key by key, because a terminal in line mode would echo it. */
async function readHiddenLine(terminal: Terminal, prompt: string): Promise<string> {
  const { stdin } = terminal
  // Raw mode comes before the prompt: a fast answer would be echoed otherwise.
  stdin.setRawMode?.(true)
  terminal.stderr(prompt)
  const decoder = new StringDecoder('utf8')
  try {
    return await new Promise<string>((resolve, reject) => {
      let line = ''
      const finish = (done: () => void) => {
        stdin.off('data', onData)
        stdin.pause()
        done()
      }
      const onData = (chunk: Buffer | string) => {
        for (const key of Buffer.isBuffer(chunk) ? decoder.write(chunk) : chunk) {
          if (key === '\r' || key === '\n') {
            finish(() => {
              resolve(line)
            })
            return
          }
          if (key === '\u0003' || key === '\u0004') {
            finish(() => {
              reject(new CommandError('Cancelled.'))
            })
            return
          }
          line = key === '\u007f' || key === '\b' ? dropLastChar(line) : line + key
        }
      }
      stdin.on('data', onData)
      stdin.resume()
    })
  } finally {
    stdin.setRawMode?.(false)
    terminal.stderr('\n')
  }
}

function dropLastChar(line: string): string {
  return Array.from(line).slice(0, -1).join('')
}
