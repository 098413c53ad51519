import { PortcullisError } from '../../errors.js'
import { readRedisHealth } from '../../sessions/stores/redis-connection.js'
import { isLoopback } from '../../settings/http.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

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

const COOKIES_CHECK = 'cookies'

/** Whether browsers keep the session cookie to themselves. What they would drop, the settings refuse already. */
export function checkCookies({ settings, definitions }: DoctorContext): readonly Finding[] {
  const { cookie } = settings.session
  const { name, secure, domain, sameSite } = cookie
  const findings: Finding[] = []
  if (!secure && !isLoopback(new URL(settings.baseUrl).hostname)) {
    const message = `The cookie ${name} is sent over http, where anybody on the way can take it.`
    findings.push(
      warning(COOKIES_CHECK, 'cookie_not_secure', message, 'Serve over https, and say so in BASE_URL.'),
    )
  }
  if (secure && !name.startsWith('__Host-')) {
    const reason = domain === null ? 'its name does not begin with __Host-' : `it is for all of ${domain}`
    const message = `Other hosts of the same domain can set, or read, the cookie ${name}: ${reason}.`
    const advice =
      'Remove SESSION_COOKIE_NAME, _DOMAIN and _PATH, unless sites of that domain share the session.'
    findings.push(warning(COOKIES_CHECK, 'cookie_not_host_bound', message, advice))
  }
  if (sameSite === 'none') {
    const message = `The cookie ${name} is SameSite=None, so that it comes along with requests of any site.`
    findings.push(
      warning(
        COOKIES_CHECK,
        'cookie_cross_site',
        message,
        'Write SESSION_COOKIE_SAMESITE=lax, or remove it.',
      ),
    )
  }
  if (findings.length > 0) return findings
  const formPostBackends = definitions
    .filter((each) => each.kind === 'oidc' && each.responseMode === 'form_post')
    .map((each) => each.name)
  const also =
    formPostBackends.length === 0
      ? ''
      : ` That is enough for answers by form_post, too (${formPostBackends.join(', ')}).`
  const flags = ['HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax'].join(', ')
  return [pass(COOKIES_CHECK, `${name}: ${flags}.${also}`)]
}
