const FRESH_MS = 3_600_000
const PAUSE_MS = 1000

interface Known<Value> {
  readonly value: Value
  readonly at: number
}

/** Fetches a value; it is given the old one. */
type Load<Value> = (old: Value | null) => Promise<Value>

/**
 * A value that is fetched when it is first wanted and again in the background when it is an hour old; an old one is
 * kept for as long as there is no new one. Concurrent callers share one fetch. A failure is not kept, but within
 * a second it is told again rather than tried again, so that a crowd cannot be turned against a provider.
 */
export class Refreshed<Value> {
  readonly #now: () => Date
  #known: Known<Value> | null = null
  #failed: Known<Error> | null = null
  #loading: Promise<Value> | null = null

  constructor(now: () => Date) {
    this.#now = now
  }

  /**
   * @param load what to fetch with, unless somebody does so already
   * @throws whatever the first fetch throws
   */
  async get(load: Load<Value>): Promise<Value> {
    if (this.#known === null) return this.#fetch(load)
    if (!this.#within(FRESH_MS, this.#known)) {
      // The old value is answered at once; #fetch itself remembers how this ends.
      this.#fetch(load).catch(() => undefined)
    }
    return this.#known.value
  }

  /** A clock set back makes things old rather than young for ever. */
  #within(milliseconds: number, { at }: Known<unknown>): boolean {
    const age = this.#now().getTime() - at
    return age >= 0 && age < milliseconds
  }

  #fetch(load: Load<Value>): Promise<Value> {
    if (this.#loading !== null) return this.#loading
    if (this.#failed !== null && this.#within(PAUSE_MS, this.#failed)) {
      return Promise.reject(this.#failed.value)
    }
    this.#loading = this.#attempt(load).finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #attempt(load: Load<Value>): Promise<Value> {
    try {
      const value = await load(this.#known?.value ?? null)
      this.#known = { value, at: this.#now().getTime() }
      this.#failed = null
      return value
    } catch (error) {
      const value = error instanceof Error ? error : new Error('the fetch failed', { cause: error })
      this.#failed = { value, at: this.#now().getTime() }
      throw value
    }
  }
}
