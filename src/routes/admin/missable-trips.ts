import type { AttemptGlance } from '../../store/attempts.js'
import type { Parts } from '../parts.js'

const LATEST = 200
/** So long nobody is missed: people type passwords there. */
const UNDER_WAY_MS = 2 * 60_000

/** The newest trips to providers from which people could be back by now, whether or not they are. */
export async function missableTrips({
  store,
  now,
}: Pick<Parts, 'store' | 'now'>): Promise<readonly AttemptGlance[]> {
  const missed = new Date(now().getTime() - UNDER_WAY_MS)
  return (await store.latestAttempts(LATEST)).filter(({ createdAt }) => createdAt < missed)
}
