export interface TokenBucketOptions {
  /** How many tokens a full bucket holds: the largest burst. */
  readonly capacity: number
  /** How long an empty bucket takes to fill up again, evenly, in milliseconds. */
  readonly refillMs: number
}

/** A rate limit within this process: allows bursts of `capacity`, and `capacity` per `refillMs` in the long run. */
export class TokenBucket {
  readonly #options: TokenBucketOptions
  readonly #nowMs: () => number
  #tokens: number
  #updatedAt: number

  /** @param nowMs the time in milliseconds; by default from a clock that cannot be set back */
  constructor(options: TokenBucketOptions, nowMs: () => number = () => performance.now()) {
    this.#options = options
    this.#nowMs = nowMs
    this.#tokens = options.capacity
    this.#updatedAt = nowMs()
  }

  /** Takes one token; returns false when none is left. */
  take(): boolean {
    this.#refill()
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** Whether the bucket has filled up again: it then behaves like a new one. */
  isFull(): boolean {
    this.#refill()
    return this.#tokens >= this.#options.capacity
  }

  #refill(): void {
    const { capacity, refillMs } = this.#options
    const now = this.#nowMs()
    const refill = (Math.max(0, now - this.#updatedAt) * capacity) / refillMs
    this.#tokens = Math.min(capacity, this.#tokens + refill)
    this.#updatedAt = now
  }
}
