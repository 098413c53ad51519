/** Lets so many things happen in a span of time, and refills evenly. */
export class TokenBucket {
  readonly #size: number
  readonly #spanMs: number
  readonly #now: () => Date
  #left: number
  #at: number

  constructor(size: number, spanMs: number, now: () => Date) {
    this.#size = size
    this.#spanMs = spanMs
    this.#now = now
    this.#left = size
    this.#at = now().getTime()
  }

  /** Whether one more may happen now; if so, it is counted. */
  take(): boolean {
    const at = this.#now().getTime()
    const refill = (Math.max(0, at - this.#at) * this.#size) / this.#spanMs
    this.#left = Math.min(this.#size, this.#left + refill)
    this.#at = at
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
