import type { Readable } from 'node:stream'
import QRCode from 'qrcode'

/** Where a command reads from; a real terminal can also be told not to echo. */
export type TtyInput = Readable & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

/** The surroundings of a command, so that only `main.ts` touches the process. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The working directory; relative paths of settings are taken from it. */
  readonly cwd: string
  /** The person's home. */
  readonly homeDir: string
  /** What this computer is called, and its system as `uname` names it. */
  readonly machine: { readonly name: string; readonly system: string }
  /** Whether somebody watches, so that progress may be drawn in place. */
  readonly isInteractive: boolean
  readonly stdin: TtyInput
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal
  readonly clock: () => Date
  /** Writes to standard output, where the result of a command goes and nothing else. */
  stdout(text: string): void
  /** Writes to standard error: progress, questions and faults. */
  stderr(text: string): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_INTERVAL_MS = 120
const PLAIN_INTERVAL_MS = 60_000
const CLEAR_LINE = '\r\u001b[K'

/**
 * Shows that something is being waited for until `deadline`: drawn in place where somebody watches, else a line now and
 * then. Returns how to stop, which leaves nothing half drawn.
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

/** `9:05`: minutes and seconds. */
function formatRemaining(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const BLACK_ON_WHITE = '\u001b[30;107m'
const RESET_COLORS = '\u001b[0m'

/** A QR code of half blocks. In a terminal its colours are set, since scanners want dark on light. */
export async function qrCode(text: string, isTerminal: boolean): Promise<string> {
  const rendered = await QRCode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 })
  const lines = rendered.split('\n').filter((line) => line !== '')
  return lines
    .map((line) => (isTerminal ? `  ${BLACK_ON_WHITE}${line}${RESET_COLORS}` : `  ${line}`))
    .join('\n')
}

/** Rows of text in columns that line up, each row indented. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n')
}
