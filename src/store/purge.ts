import type { Store } from './store.js'

const PURGE_INTERVAL_MS = 10 * 60_000

/** Deletes expired rows now and then; any number of processes may do so at once. Returns a stop. */
export function startPurging(
  store: Pick<Store, 'purgeExpired'>,
  clock: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    store.purgeExpired(clock()).catch(onError)
  }, PURGE_INTERVAL_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
