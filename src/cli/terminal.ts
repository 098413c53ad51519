import type { Readable } from 'node:stream'
import type { UserExtension } from '../user-extension.js'

/** The standard input of a command. Only a terminal has `setRawMode`, which turns off the echo. */
export type TtyInput = Readable & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

/** Everything that a command uses of the process, so that only `main.ts` touches `process`. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What the configuration adds to users; absent without a configuration. */
  readonly userExtension?: UserExtension
  /** The working directory, the base of relative paths in settings. */
  readonly cwd: string
  /** The home directory of the user. */
  readonly homeDir: string
  /** The host name, and the operating system as `uname` names it. */
  readonly machine: { readonly name: string; readonly system: string }
  /** Whether standard error is a terminal, so that progress can be redrawn in place. */
  readonly isInteractive: boolean
  readonly stdin: TtyInput
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  readonly clock: () => Date
  /** Writes to standard output, which carries only the result of a command. */
  stdout(text: string): void
  /** Writes to standard error: progress, prompts and error messages. */
  stderr(text: string): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_INTERVAL_MS = 120
const PLAIN_INTERVAL_MS = 60_000
const CLEAR_LINE = '\r\u001b[K'

/**
 * Shows a label and the time left until `deadline`: redrawn in place on a terminal, otherwise one line a minute.
 * @returns a function that stops the spinner and clears its line
 */
export function startSpinner(terminal: Terminal, label: string, deadline: Date): () => void {
  const { isInteractive } = terminal
  let frame = 0
  const render = () => {
    const text = `${label}, ${formatRemaining(deadline.getTime() - terminal.clock().getTime())} left`
    if (!isInteractive) {
      terminal.stderr(`${text}\n`)
      return
    }
    terminal.stderr(`${CLEAR_LINE}${FRAMES[frame % FRAMES.length] ?? ''} ${text}`)
    frame += 1
  }
  render()
  const timer = setInterval(render, isInteractive ? FRAME_INTERVAL_MS : PLAIN_INTERVAL_MS)
  return () => {
    clearInterval(timer)
    if (isInteractive) terminal.stderr(CLEAR_LINE)
  }
}

/** Minutes and seconds, such as `9:05`. */
function formatRemaining(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const BLACK_ON_WHITE = '\u001b[30;107m'
const RESET_COLORS = '\u001b[0m'

/** A QR code made of half blocks. On a terminal it sets the colors, because scanners need dark on light. */
export async function qrCode(text: string, isTerminal: boolean): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  const rendered = await QRCode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 })
  const lines = rendered.split('\n').filter((line) => line !== '')
  return lines
    .map((line) => (isTerminal ? `  ${BLACK_ON_WHITE}${line}${RESET_COLORS}` : `  ${line}`))
    .join('\n')
}

/** Formats rows as aligned columns, each row indented by two spaces. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n')
}
