import type { AttemptSummary } from '../../store/attempts.js'
import type { Services } from '../parts.js'

const MAX_ATTEMPTS = 200
/** So long nobody is missed: people type passwords there. */
const ATTEMPT_GRACE_MS = 2 * 60_000

/** The newest trips to providers from which people could be back by now, whether or not they are. */
export async function listOverdueAttempts({
  store,
  clock,
}: Pick<Services, 'store' | 'clock'>): Promise<readonly AttemptSummary[]> {
  const cutoff = new Date(clock().getTime() - ATTEMPT_GRACE_MS)
  return (await store.listLatestAttempts(MAX_ATTEMPTS)).filter(({ createdAt }) => createdAt < cutoff)
}
