import type { Store } from './store.js'

const EVERY_MS = 10 * 60_000

/** Deletes expired attempts and sessions now and then; any number of processes may do so at once. Returns a stop. */
export function purgeRegularly(
  store: Pick<Store, 'purgeAttempts' | 'purgeSessions'>,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const purge = async () => {
    const before = now()
    await store.purgeAttempts(before)
    await store.purgeSessions(before)
  }
  const timer = setInterval(() => {
    purge().catch(onError)
  }, EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
