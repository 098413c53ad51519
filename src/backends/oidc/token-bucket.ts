/** Lets so many things happen in a span of time, and refills evenly. */
export class TokenBucket {
  readonly #capacity: number
  readonly #windowMs: number
  readonly #clock: () => Date
  #tokens: number
  #updatedAt: number

  constructor(capacity: number, windowMs: number, clock: () => Date) {
    this.#capacity = capacity
    this.#windowMs = windowMs
    this.#clock = clock
    this.#tokens = capacity
    this.#updatedAt = clock().getTime()
  }

  /** Whether one more may happen now; if so, it is counted. */
  take(): boolean {
    const now = this.#clock().getTime()
    const refill = (Math.max(0, now - this.#updatedAt) * this.#capacity) / this.#windowMs
    this.#tokens = Math.min(this.#capacity, this.#tokens + refill)
    this.#updatedAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
