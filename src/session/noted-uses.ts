// Less than the minute after which a use is worth a write again.
const TOUCH_WINDOW_MS = 30_000
const MAX_TRACKED = 10_000

/**
 * Which sessions this process has noted a use of just now. All requests of a page that come together have read the same
 * old row; only the first of them is worth a write.
 */
export class TouchThrottle {
  readonly #touchedAt = new Map<string, number>()

  /** Whether a use of this session at this time is still to be noted; says so once. */
  shouldTouch(id: string, at: Date): boolean {
    const before = this.#touchedAt.get(id)
    if (before !== undefined && Math.abs(at.getTime() - before) < TOUCH_WINDOW_MS) return false
    if (this.#touchedAt.size >= MAX_TRACKED) this.#touchedAt.clear()
    this.#touchedAt.set(id, at.getTime())
    return true
  }
}
