import { StringDecoder } from 'node:string_decoder'
import { CommandError } from './command.js'
import type { Terminal, TtyInput } from './terminal.js'

const MAX_INPUT_LENGTH = 4000

/**
 * A new password: typed twice without an echo where somebody sits, else the first line of standard input.
 * @throws CommandError when there is none, or the two differ
 */
export async function promptNewPassword(terminal: Terminal): Promise<string> {
  const { stdin } = terminal
  if (stdin.isTTY !== true) return readFirstLine(stdin)
  const password = await readHiddenLine(terminal, 'Password: ')
  if ((await readHiddenLine(terminal, 'Once more: ')) !== password)
    throw new CommandError('The two are not the same.')
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
  if (line === '') throw new CommandError('There is no password on standard input.')
  return line
}

/** One line, key by key, since a terminal echoes whole lines by itself. */
async function readHiddenLine(terminal: Terminal, question: string): Promise<string> {
  const { stdin } = terminal
  // Before the question, since somebody may answer at once, and the terminal would show that.
  stdin.setRawMode?.(true)
  terminal.stderr(question)
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
              reject(new CommandError('Nothing was done.'))
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
