import type { Logger } from 'pino'
import type { RowLimits } from './purge.js'
import type { Store } from './store.js'

/** When expired rows are purged, in milliseconds. */
export interface PurgeTimes {
  /** From the start of the process to the first run. */
  readonly firstDelayMs: number
  readonly intervalMs: number
  /** How long one run may take; what is left waits for the next run. It is shorter than `intervalMs`. */
  readonly runMs: number
}

const PURGE_TIMES: PurgeTimes = { firstDelayMs: 15_000, intervalMs: 10 * 60_000, runMs: 9 * 60_000 }

export interface PurgeScheduleDeps {
  readonly store: Pick<Store, 'acquirePurgeLock' | 'purgeExpired'>
  readonly log: Logger
  readonly clock: () => Date
  readonly limits?: Partial<RowLimits>
  /** Told about each run that deleted rows or failed. */
  readonly onRun: (run: PurgeRun) => void
}

/** How one run ended: the rows that it deleted, and how long it took; `rows` is null if it failed. */
export interface PurgeRun {
  readonly rows: number | null
  readonly seconds: number
}

/**
 * Purges expired rows soon after the start and then at intervals. Of several processes on one database one purges, and
 * the others skip their turn: it has a lock that expires with the time of its run. Returns a function that stops it and
 * resolves when no statement is running any more.
 */
export function schedulePurging(
  deps: PurgeScheduleDeps,
  { firstDelayMs, intervalMs, runMs }: PurgeTimes = PURGE_TIMES,
): () => Promise<void> {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  const schedule = (delayMs: number) => {
    timer = setTimeout(() => {
      running = purgeOnce(deps, runMs, stopping.signal).finally(() => {
        if (!stopping.signal.aborted) schedule(intervalMs)
      })
    }, delayMs)
    timer.unref()
  }
  schedule(firstDelayMs)
  return async () => {
    stopping.abort()
    if (timer !== null) clearTimeout(timer)
    await running
  }
}

async function purgeOnce(
  { store, log, clock, limits, onRun }: PurgeScheduleDeps,
  runMs: number,
  stopping: AbortSignal,
): Promise<void> {
  const now = clock()
  const startedAt = performance.now()
  const seconds = () => (performance.now() - startedAt) / 1000
  try {
    if (!(await store.acquirePurgeLock(now, new Date(now.getTime() + runMs)))) return
    const rows = await store.purgeExpired(
      now,
      limits,
      AbortSignal.any([stopping, AbortSignal.timeout(runMs)]),
    )
    onRun({ rows, seconds: seconds() })
    if (rows > 0) log.info({ rows, seconds: seconds() }, 'expired rows were purged')
  } catch (error) {
    onRun({ rows: null, seconds: seconds() })
    log.error({ err: error }, 'expired rows could not be purged')
  }
}
