const FRESH_TTL_MS = 3_600_000
const ERROR_TTL_MS = 1000

interface CacheEntry<Value> {
  readonly value: Value
  readonly loadedAt: number
}

/** Loads a value. The argument is the previous value; null at first. */
type Loader<Value> = (old: Value | null) => Promise<Value>

/**
 * A value that is loaded on first use, and reloaded in the background when it is an hour old (stale-while-revalidate).
 * The old value is used until there is a new one. Concurrent callers share one load. Failures are not cached, but for
 * one second they are replayed instead of retried, so that a burst of sign-ins does not hammer a provider that is down.
 */
export class CachedValue<Value> {
  readonly #clock: () => Date
  #cached: CacheEntry<Value> | null = null
  #failure: CacheEntry<Error> | null = null
  #loading: Promise<Value> | null = null

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  /**
   * @param load loads the value, unless a load is in progress
   * @throws whatever the first load throws
   */
  async get(load: Loader<Value>): Promise<Value> {
    if (this.#cached === null) return this.#fetch(load)
    if (!this.#isFresh(FRESH_TTL_MS, this.#cached)) {
      // The old value is returned at once; #fetch stores the result or the failure.
      this.#fetch(load).catch(() => undefined)
    }
    return this.#cached.value
  }

  /** If the clock was set back, the entry counts as old; else it would stay fresh until the clock catches up. */
  #isFresh(ttlMs: number, { loadedAt }: CacheEntry<unknown>): boolean {
    const age = this.#clock().getTime() - loadedAt
    return age >= 0 && age < ttlMs
  }

  #fetch(load: Loader<Value>): Promise<Value> {
    if (this.#loading !== null) return this.#loading
    if (this.#failure !== null && this.#isFresh(ERROR_TTL_MS, this.#failure)) {
      return Promise.reject(this.#failure.value)
    }
    this.#loading = this.#tryLoad(load).finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #tryLoad(load: Loader<Value>): Promise<Value> {
    try {
      const value = await load(this.#cached?.value ?? null)
      this.#cached = { value, loadedAt: this.#clock().getTime() }
      this.#failure = null
      return value
    } catch (error) {
      const value = error instanceof Error ? error : new Error('the fetch failed', { cause: error })
      this.#failure = { value, loadedAt: this.#clock().getTime() }
      throw value
    }
  }
}
