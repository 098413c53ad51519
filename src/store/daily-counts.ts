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
  readonly #store: Pick<Store, 'countDailySignIns' | 'countNewUsers'>
  readonly #clock: () => Date
  /** Days that are over, oldest first. */
  #finished: readonly DayCounts[] = []

  constructor(store: Pick<Store, 'countDailySignIns' | 'countNewUsers'>, clock: () => Date) {
    this.#store = store
    this.#clock = clock
  }

  /** The last 30 days, oldest first; today is the last. `statements` are those of the days that are not over. */
  async count(): Promise<SlicedResult<readonly DayCounts[]>> {
    const now = this.#clock().getTime()
    const today = Math.floor(now / DAY_MS) * DAY_MS
    const first = today - (MAX_DAYS - 1) * DAY_MS
    const open = now > today + SETTLING_MS ? today : today - DAY_MS
    const known = this.#finished.filter(({ start }) => start.getTime() >= first && start.getTime() < open)
    const last = known.at(-1)
    const next = last === undefined ? first : last.start.getTime() + DAY_MS
    const finished = next < open ? [...known, ...(await this.#countDays(next, open)).value] : known
    this.#finished = finished
    const { value, statements } = await this.#countDays(open, today + DAY_MS)
    return { value: [...finished, ...value], statements }
  }

  /** The days from `first` on, and before `end`; times in milliseconds. */
  async #countDays(first: number, end: number): Promise<SlicedResult<readonly DayCounts[]>> {
    const starts: Date[] = []
    for (let start = first; start < end; start += DAY_MS) starts.push(new Date(start))
    const until = new Date(end)
    const signIns = await this.#store.countDailySignIns(new Date(first), until)
    const newUsers = await this.#store.countNewUsers([...starts, until])
    const days = starts.map((start, index) => ({
      start,
      signIns: signIns.value.get(start.toISOString().slice(0, 10)) ?? [],
      newUsers: newUsers[index] ?? 0,
    }))
    return { value: days, statements: signIns.statements }
  }
}
