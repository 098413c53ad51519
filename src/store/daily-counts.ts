import type { EventCount } from './events.js'
import type { SlicedResult } from './models.js'
import type { Store } from './store.js'

const DAY_MS = 24 * 3600_000
const MAX_DAYS = 30
/** Traces are written a moment after the sign-in, so a day is counted again for a while after its end. */
const SETTLING_MS = 10 * 60_000

/** What happened on one day (UTC). */
export interface DayCounts {
  readonly start: Date
  /** Sign-ins by backend, kind and code. */
  readonly signIns: readonly EventCount[]
  readonly newUsers: number
}

/** Counts the last 30 days. A day that is over is counted once in each process, so that only today costs anything. */
export class DailyCounts {
  readonly #store: Pick<Store, 'countSignIns' | 'countNewUsers'>
  readonly #clock: () => Date
  /** Days that are over, by the time of their start. */
  readonly #finished = new Map<number, DayCounts>()

  constructor(store: Pick<Store, 'countSignIns' | 'countNewUsers'>, clock: () => Date) {
    this.#store = store
    this.#clock = clock
  }

  /** The last 30 days, oldest first; today is the last. `statements` are those of the days that are not over. */
  async count(): Promise<SlicedResult<readonly DayCounts[]>> {
    const now = this.#clock().getTime()
    const today = Math.floor(now / DAY_MS) * DAY_MS
    const starts = Array.from({ length: MAX_DAYS }, (_, index) => today - (MAX_DAYS - 1 - index) * DAY_MS)
    for (const start of this.#finished.keys()) if (!starts.includes(start)) this.#finished.delete(start)
    const days: DayCounts[] = []
    let statements = 0
    for (const start of starts) {
      const finished = this.#finished.get(start)
      const day = finished ?? (await this.#countDay(start))
      days.push('value' in day ? day.value : day)
      if (!('value' in day)) continue
      if (now > start + DAY_MS + SETTLING_MS) this.#finished.set(start, day.value)
      else statements = Math.max(statements, day.statements)
    }
    return { value: days, statements }
  }

  async #countDay(start: number): Promise<SlicedResult<DayCounts>> {
    const end = new Date(start + DAY_MS)
    const signIns = await this.#store.countSignIns(new Date(start - 1), end)
    const newUsers = await this.#store.countNewUsers(new Date(start), end)
    return {
      value: { start: new Date(start), signIns: signIns.value, newUsers },
      statements: signIns.statements,
    }
  }
}
