// Less than the minute after which a use is worth a write again.
const TOGETHER_MS = 30_000
const MOST = 10_000

/**
 * Which sessions this process has noted a use of just now. All requests of a page that come together have read the same
 * old row; only the first of them is worth a write.
 */
export class NotedUses {
  readonly #noted = new Map<string, number>()

  /** Whether a use of this session at this time is still to be noted; says so once. */
  isNews(id: string, at: Date): boolean {
    const before = this.#noted.get(id)
    if (before !== undefined && Math.abs(at.getTime() - before) < TOGETHER_MS) return false
    if (this.#noted.size >= MOST) this.#noted.clear()
    this.#noted.set(id, at.getTime())
    return true
  }
}
