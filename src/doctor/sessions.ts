import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import { isLoopback } from '../settings/http.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const SESSIONS_CHECK = 'sessions'
/** The policies of Redis that never evict a session in favor of another one that expires later. */
const SAFE_EVICTION_POLICIES = new Set(['noeviction', 'volatile-ttl'])

/** Checks that the session store responds and does not evict sessions. */
export async function checkSessions({ settings, store }: DoctorContext): Promise<readonly Finding[]> {
  const sessionStore = settings.session.store
  if (sessionStore.kind !== 'redis') {
    if (sessionStore.kind === 'cookie') return [pass(SESSIONS_CHECK, message('doctor.sessions.cookies'))]
    return store === null ? [] : [pass(SESSIONS_CHECK, message('doctor.sessions.database'))]
  }
  try {
    // Loaded here, so that a server without Redis starts without its client.
    const { readRedisHealth } = await import('../sessions/stores/redis-connection.js')
    const { policy } = await readRedisHealth(sessionStore.redisUrl)
    if (policy === null || SAFE_EVICTION_POLICIES.has(policy))
      return [pass(SESSIONS_CHECK, message('doctor.sessions.redis'))]
    const text = message('doctor.redis_evicts.message', { policy })
    return [warning(SESSIONS_CHECK, 'redis_evicts', text, message('doctor.redis_evicts.advice'))]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const text = message('doctor.unavailable.redis')
    return [failure(SESSIONS_CHECK, 'unavailable', text, message('doctor.unavailable.redisAdvice'))]
  }
}

const COOKIES_CHECK = 'cookies'

/** Checks the attributes of the session cookie. The settings already reject those that browsers would not accept. */
export function checkCookies({ settings, definitions }: DoctorContext): readonly Finding[] {
  const { cookie } = settings.session
  const { name, secure, domain, sameSite } = cookie
  const findings: Finding[] = []
  if (!secure && !isLoopback(new URL(settings.baseUrl).hostname)) {
    const text = message('doctor.cookie_not_secure.message', { name })
    findings.push(
      warning(COOKIES_CHECK, 'cookie_not_secure', text, message('doctor.cookie_not_secure.advice')),
    )
  }
  if (secure && !name.startsWith('__Host-')) {
    const text =
      domain === null
        ? message('doctor.cookie_not_host_bound.name', { name })
        : message('doctor.cookie_not_host_bound.domain', { name, domain })
    const advice = message('doctor.cookie_not_host_bound.advice')
    findings.push(warning(COOKIES_CHECK, 'cookie_not_host_bound', text, advice))
  }
  if (sameSite === 'none') {
    const text = message('doctor.cookie_cross_site.message', { name })
    findings.push(
      warning(COOKIES_CHECK, 'cookie_cross_site', text, message('doctor.cookie_cross_site.advice')),
    )
  }
  if (findings.length > 0) return findings
  const formPostBackends = definitions
    .filter((each) => each.kind === 'oidc' && each.responseMode === 'form_post')
    .map((each) => each.name)
  const flags = ['HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax'].join(', ')
  const text =
    formPostBackends.length === 0
      ? message('doctor.cookies.ok', { name, flags })
      : message('doctor.cookies.formPost', { name, flags, providers: formPostBackends.join(', ') })
  return [pass(COOKIES_CHECK, text)]
}
