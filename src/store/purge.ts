import type { Store } from './store.js'

const EVERY_MS = 10 * 60_000

/** Deletes expired rows now and then; any number of processes may do so at once. Returns a stop. */
export function purgeRegularly(
  store: Pick<Store, 'purgeExpired'>,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    store.purgeExpired(now()).catch(onError)
  }, EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
