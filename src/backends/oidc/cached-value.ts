const FRESH_TTL_MS = 3_600_000
const ERROR_TTL_MS = 1000

interface CacheEntry<Value> {
  readonly value: Value
  readonly loadedAt: number
}

/** Fetches a value; it is given the old one. */
type Loader<Value> = (old: Value | null) => Promise<Value>

/**
 * A value that is fetched when it is first wanted and again in the background when it is an hour old; an old one is
 * kept for as long as there is no new one. Concurrent callers share one fetch. A failure is not kept, but within
 * a second it is told again rather than tried again, so that a crowd cannot be turned against a provider.
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
   * @param load what to fetch with, unless somebody does so already
   * @throws whatever the first fetch throws
   */
  async get(load: Loader<Value>): Promise<Value> {
    if (this.#cached === null) return this.#fetch(load)
    if (!this.#isFresh(FRESH_TTL_MS, this.#cached)) {
      // The old value is answered at once; #fetch itself remembers how this ends.
      this.#fetch(load).catch(() => undefined)
    }
    return this.#cached.value
  }

  /** A clock set back makes things old rather than young for ever. */
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
