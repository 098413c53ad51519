import type { Terminal } from './terminal.js'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 120
const QUIET_MS = 60_000
const CLEAR_LINE = '\r\u001b[K'

/**
 * Shows that something is being waited for until `deadline`: drawn in place where somebody watches, else a line now and
 * then. Returns how to stop, which leaves nothing half drawn.
 */
export function showWaiting(terminal: Terminal, what: string, deadline: Date): () => void {
  const { interactive } = terminal
  let frame = 0
  const draw = () => {
    const text = `${what}, ${left(deadline.getTime() - terminal.now().getTime())} left`
    if (!interactive) {
      terminal.aside(`${text}\n`)
      return
    }
    terminal.aside(`${CLEAR_LINE}${FRAMES[frame % FRAMES.length] ?? ''} ${text}`)
    frame += 1
  }
  draw()
  const timer = setInterval(draw, interactive ? FRAME_MS : QUIET_MS)
  return () => {
    clearInterval(timer)
    if (interactive) terminal.aside(CLEAR_LINE)
  }
}

/** `9:05`: minutes and seconds. */
function left(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
