import { PortcullisError } from '../../errors.js'
import { redisHealth } from '../../session/redis-health.js'
import { failure, fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'sessions'
/** Policies by which no session is thrown away that could have lived on beside one that is used less. */
const KEEPING = new Set(['noeviction', 'volatile-ttl'])

/** Whether the place where sessions are kept answers, and keeps them. */
export async function checkSessions({ settings, store }: Patient): Promise<readonly Finding[]> {
  const kept = settings.session.store
  if (kept.kind !== 'redis') {
    const where = kept.kind === 'cookie' ? 'the cookies themselves' : 'the database'
    return kept.kind === 'database' && store === null ? [] : [fine(CHECK, `Sessions are in ${where}.`)]
  }
  try {
    const { policy } = await redisHealth(kept.redisUrl)
    if (policy === null || KEEPING.has(policy)) return [fine(CHECK, 'Redis answers, and keeps what it has.')]
    const message = `Redis has the maxmemory-policy ${policy}: when its memory is full it signs people out.`
    return [warning(CHECK, 'redis_evicts', message, 'Set maxmemory-policy to noeviction or volatile-ttl.')]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const advice = 'See whether it runs, and whether REDIS_URL has the right host, port, user and password.'
    return [
      failure(CHECK, 'unavailable', 'Redis, where the sessions are, does not answer, or refuses.', advice),
    ]
  }
}
