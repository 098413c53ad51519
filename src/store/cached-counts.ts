import { withTimeout } from '../timeout.js'
import { DailyCounts, type DayCounts } from './daily-counts.js'
import type { EventCount } from './events.js'
import { Lock } from './lock.js'
import type { SlicedResult } from './models.js'
import type { Store } from './store.js'

const STATEMENT_WAIT_MS = 250
/** For how long an old result is better than none. */
const MAX_STALE_MS = 60_000
const DAY_MS = 24 * 3600_000

/** Counts of large tables, for metrics and for the overview of administrators. Each process has its own. */
export class CachedCounts {
  readonly #sessions: CachedResult<number>
  readonly #signIns: CachedResult<readonly EventCount[]>
  readonly #days: CachedResult<readonly DayCounts[]>

  constructor(
    store: Pick<Store, 'countSessions' | 'countSignIns' | 'countDailySignIns' | 'countNewUsers'>,
    clock: () => Date,
  ) {
    const daily = new DailyCounts(store, clock)
    // On SQLite each of them leaves half of the time to requests, which three at once would not.
    const lock = new Lock()
    const yesterday = () => new Date(clock().getTime() - DAY_MS)
    this.#signIns = new CachedResult(() => lock.run(() => store.countSignIns(yesterday())))
    this.#days = new CachedResult(() => lock.run(() => daily.count()))
    this.#sessions = new CachedResult(() => lock.run(() => store.countSessions(clock())))
  }

  /** The number of live sessions; null if they are still being counted after `maxWaitMs`. */
  sessions(maxWaitMs: number): Promise<number | null> {
    return this.#sessions.get(maxWaitMs)
  }

  /**
   * The sign-ins of the last 24 hours by backend, kind and code, most frequent first; null if they are still being
   * counted after `maxWaitMs`.
   */
  lastDaySignIns(maxWaitMs: number): Promise<readonly EventCount[] | null> {
    return this.#signIns.get(maxWaitMs)
  }

  /** The last 30 days, oldest first; null if they are still being counted after `maxWaitMs`. */
  days(maxWaitMs: number): Promise<readonly DayCounts[] | null> {
    return this.#days.get(maxWaitMs)
  }
}

/**
 * A result that takes many statements to compute. It is kept for a quarter of a second for each statement but the
 * first, so computing it needs a small and constant part of the time, and a small table is always counted again. For a
 * minute after that, the old result is returned while the new one is computed; an older one is as good as none.
 */
export class CachedResult<T> {
  readonly #compute: () => Promise<SlicedResult<T>>
  readonly #now: () => number
  #latest: (SlicedResult<T> & { readonly freshUntil: number }) | null = null
  #computing: Promise<T> | null = null

  /** @param now the time in milliseconds; `performance.now` by default */
  constructor(compute: () => Promise<SlicedResult<T>>, now = () => performance.now()) {
    this.#compute = compute
    this.#now = now
  }

  /**
   * The result; null if there is none yet after `maxWaitMs`. Computing it then continues.
   * @throws what computing it throws
   */
  async get(maxWaitMs: number): Promise<T | null> {
    const latest = this.#latest
    const now = this.#now()
    if (latest !== null && now < latest.freshUntil) return latest.value
    this.#computing ??= this.#update().finally(() => {
      this.#computing = null
    })
    const computing = this.#computing
    // An error is for the calls that still wait.
    computing.catch(() => undefined)
    if (latest !== null && now < latest.freshUntil + MAX_STALE_MS && isCached(latest)) return latest.value
    const timeout = new Error('still computing')
    return withTimeout<T | null>(
      maxWaitMs,
      () => timeout,
      () => computing,
    ).catch((error: unknown) => {
      if (error === timeout) return null
      throw error
    })
  }

  async #update(): Promise<T> {
    const result = await this.#compute()
    const freshUntil = this.#now() + (result.statements - 1) * STATEMENT_WAIT_MS
    this.#latest = { ...result, freshUntil: isCached(result) ? freshUntil : 0 }
    return result.value
  }
}

// Counting one slice takes one statement, or two if it must look for the end of the slice.
function isCached({ statements }: { readonly statements: number }): boolean {
  return statements > 2
}
