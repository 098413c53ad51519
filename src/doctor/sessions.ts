import { PortcullisError } from '../errors.js'
import { isLoopback } from '../settings/http.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const SESSIONS_CHECK = 'sessions'
/** The policies of Redis that never evict a session in favor of another one that expires later. */
const SAFE_EVICTION_POLICIES = new Set(['noeviction', 'volatile-ttl'])

/** Checks that the session store responds and does not evict sessions. */
export async function checkSessions({ settings, store }: DoctorContext): Promise<readonly Finding[]> {
  const sessionStore = settings.session.store
  if (sessionStore.kind !== 'redis') {
    const location = sessionStore.kind === 'cookie' ? 'cookies' : 'the database'
    return sessionStore.kind === 'database' && store === null
      ? []
      : [pass(SESSIONS_CHECK, `Sessions are stored in ${location}.`)]
  }
  try {
    // Loaded here, so that a server without Redis starts without its client.
    const { readRedisHealth } = await import('../sessions/stores/redis-connection.js')
    const { policy } = await readRedisHealth(sessionStore.redisUrl)
    if (policy === null || SAFE_EVICTION_POLICIES.has(policy))
      return [pass(SESSIONS_CHECK, 'Redis responds and does not evict sessions.')]
    const message = `Redis has the maxmemory-policy ${policy}: when its memory is full, it deletes sessions and users are signed out.`
    return [
      warning(SESSIONS_CHECK, 'redis_evicts', message, 'Set maxmemory-policy to noeviction or volatile-ttl.'),
    ]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const advice =
      'Check that Redis is running and that REDIS_URL has the right host, port, user and password.'
    return [
      failure(
        SESSIONS_CHECK,
        'unavailable',
        'Redis, which stores the sessions, does not respond or refuses access.',
        advice,
      ),
    ]
  }
}

const COOKIES_CHECK = 'cookies'

/** Checks the attributes of the session cookie. The settings already reject those that browsers would not accept. */
export function checkCookies({ settings, definitions }: DoctorContext): readonly Finding[] {
  const { cookie } = settings.session
  const { name, secure, domain, sameSite } = cookie
  const findings: Finding[] = []
  if (!secure && !isLoopback(new URL(settings.baseUrl).hostname)) {
    const message = `The cookie ${name} is sent over http, where anyone on the network can steal it.`
    findings.push(
      warning(
        COOKIES_CHECK,
        'cookie_not_secure',
        message,
        'Serve the site over https, and use https in BASE_URL.',
      ),
    )
  }
  if (secure && !name.startsWith('__Host-')) {
    const reason =
      domain === null ? 'its name does not start with __Host-' : `it is valid for all of ${domain}`
    const message = `Other hosts of the same domain can set or read the cookie ${name}, because ${reason}.`
    const advice =
      'Remove SESSION_COOKIE_NAME, SESSION_COOKIE_DOMAIN and SESSION_COOKIE_PATH, unless other sites of the domain share the session.'
    findings.push(warning(COOKIES_CHECK, 'cookie_not_host_bound', message, advice))
  }
  if (sameSite === 'none') {
    const message = `The cookie ${name} is SameSite=None, so browsers send it with requests from any site.`
    findings.push(
      warning(COOKIES_CHECK, 'cookie_cross_site', message, 'Set SESSION_COOKIE_SAMESITE=lax, or remove it.'),
    )
  }
  if (findings.length > 0) return findings
  const formPostBackends = definitions
    .filter((each) => each.kind === 'oidc' && each.responseMode === 'form_post')
    .map((each) => each.name)
  const also =
    formPostBackends.length === 0
      ? ''
      : ` This also works for the form_post responses of ${formPostBackends.join(', ')}.`
  const flags = ['HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax'].join(', ')
  return [pass(COOKIES_CHECK, `${name}: ${flags}.${also}`)]
}
