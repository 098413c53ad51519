import type { Terminal } from './terminal.js'

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
