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

/** So many at once, and so many a second in the long run (a token bucket). */
export class MonotonicTokenBucket {
  readonly #burst: number
  readonly #perSecond: number
  #tokens: number
  #refilledAt = performance.now()

  constructor(burst: number, perSecond: number) {
    this.#burst = burst
    this.#perSecond = perSecond
    this.#tokens = burst
  }

  /** Takes one; false when none is left. */
  take(): boolean {
    const now = performance.now()
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#refilledAt) / 1000) * this.#perSecond)
    this.#refilledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
