import { PortcullisError } from '../../errors.js'
import { readRedisHealth } from '../../session/redis-health.js'
import { failure, pass, type Finding, warning } from './finding.js'
import type { DoctorContext } from './patient.js'

const SESSIONS_CHECK = 'sessions'
/** Policies by which no session is thrown away that could have lived on beside one that is used less. */
const SAFE_EVICTION_POLICIES = new Set(['noeviction', 'volatile-ttl'])

/** Whether the place where sessions are kept answers, and keeps them. */
export async function checkSessions({ settings, store }: DoctorContext): Promise<readonly Finding[]> {
  const sessionStore = settings.session.store
  if (sessionStore.kind !== 'redis') {
    const location = sessionStore.kind === 'cookie' ? 'the cookies themselves' : 'the database'
    return sessionStore.kind === 'database' && store === null
      ? []
      : [pass(SESSIONS_CHECK, `Sessions are in ${location}.`)]
  }
  try {
    const { policy } = await readRedisHealth(sessionStore.redisUrl)
    if (policy === null || SAFE_EVICTION_POLICIES.has(policy))
      return [pass(SESSIONS_CHECK, 'Redis answers, and keeps what it has.')]
    const message = `Redis has the maxmemory-policy ${policy}: when its memory is full it signs people out.`
    return [
      warning(SESSIONS_CHECK, 'redis_evicts', message, 'Set maxmemory-policy to noeviction or volatile-ttl.'),
    ]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const advice = 'See whether it runs, and whether REDIS_URL has the right host, port, user and password.'
    return [
      failure(
        SESSIONS_CHECK,
        'unavailable',
        'Redis, where the sessions are, does not answer, or refuses.',
        advice,
      ),
    ]
  }
}
