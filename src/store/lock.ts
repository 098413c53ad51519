/** A lock with one holder at a time, in the order of requests. */
export class Lock {
  #isHeld = false
  readonly #waiting: (() => void)[] = []

  /** Takes the lock if it is free; returns whether it did. The caller must call `release` then. */
  tryAcquire(): boolean {
    if (this.#isHeld) return false
    this.#isHeld = true
    return true
  }

  /**
   * Waits for the lock. The caller must call `release` once, unless it rejects.
   * @param timeoutMs how long to wait at most; without it, as long as it takes
   * @throws LockTimeoutError
   */
  acquire(timeoutMs?: number): Promise<void> {
    if (this.tryAcquire()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer)
        resolve()
      }
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1)
        reject(new LockTimeoutError('waited too long for the lock'))
      }
      const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
      this.#waiting.push(enter)
    })
  }

  release(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#isHeld = false
    else next()
  }

  /** Runs `work` while holding the lock. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire()
    try {
      return await work()
    } finally {
      this.release()
    }
  }
}

/** The lock was not free in time. */
class LockTimeoutError extends Error {
  override readonly name = 'LockTimeoutError'
}
