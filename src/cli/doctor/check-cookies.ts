import { isLoopback } from '../../settings/base-url.js'
import { pass, type Finding, warning } from './finding.js'
import type { DoctorContext } from './patient.js'

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
