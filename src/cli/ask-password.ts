import { StringDecoder } from 'node:string_decoder'
import { CommandError } from './command.js'
import type { Input, Terminal } from './terminal.js'

const LONGEST = 4000

/**
 * A new password: typed twice without an echo where somebody sits, else the first line of standard input.
 * @throws CommandError when there is none, or the two differ
 */
export async function askNewPassword(terminal: Terminal): Promise<string> {
  const { input } = terminal
  if (input.isTTY !== true) return firstLine(input)
  const password = await typed(terminal, 'Password: ')
  if ((await typed(terminal, 'Once more: ')) !== password) throw new CommandError('The two are not the same.')
  return password
}

async function firstLine(input: Input): Promise<string> {
  const decoder = new StringDecoder('utf8')
  let text = ''
  for await (const chunk of input) {
    text += Buffer.isBuffer(chunk) ? decoder.write(chunk) : String(chunk)
    if (text.includes('\n') || text.length > LONGEST) break
  }
  const line = text.split(/\r?\n/)[0] ?? ''
  if (line === '') throw new CommandError('There is no password on standard input.')
  return line
}

/** One line, key by key, since a terminal echoes whole lines by itself. */
async function typed(terminal: Terminal, question: string): Promise<string> {
  const { input } = terminal
  // Before the question, since somebody may answer at once, and the terminal would show that.
  input.setRawMode?.(true)
  terminal.aside(question)
  const decoder = new StringDecoder('utf8')
  try {
    return await new Promise<string>((resolve, reject) => {
      let line = ''
      const end = (done: () => void) => {
        input.off('data', hear)
        input.pause()
        done()
      }
      const hear = (chunk: Buffer | string) => {
        for (const key of Buffer.isBuffer(chunk) ? decoder.write(chunk) : chunk) {
          if (key === '\r' || key === '\n') {
            end(() => {
              resolve(line)
            })
            return
          }
          if (key === '\u0003' || key === '\u0004') {
            end(() => {
              reject(new CommandError('Nothing was done.'))
            })
            return
          }
          line = key === '\u007f' || key === '\b' ? withoutLast(line) : line + key
        }
      }
      input.on('data', hear)
      input.resume()
    })
  } finally {
    input.setRawMode?.(false)
    terminal.aside('\n')
  }
}

function withoutLast(line: string): string {
  return Array.from(line).slice(0, -1).join('')
}
