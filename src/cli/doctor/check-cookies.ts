import { isLoopback } from '../../settings/base-url.js'
import { fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'cookies'

/** Whether browsers keep the session cookie to themselves. What they would drop, the settings refuse already. */
export function checkCookies({ settings, definitions }: Patient): readonly Finding[] {
  const { cookie } = settings.session
  const { name, secure, domain, sameSite } = cookie
  const found: Finding[] = []
  if (!secure && !isLoopback(new URL(settings.baseUrl).hostname)) {
    const message = `The cookie ${name} is sent over http, where anybody on the way can take it.`
    found.push(warning(CHECK, 'cookie_not_secure', message, 'Serve over https, and say so in BASE_URL.'))
  }
  if (secure && !name.startsWith('__Host-')) {
    const why = domain === null ? 'its name does not begin with __Host-' : `it is for all of ${domain}`
    const message = `Other hosts of the same domain can set, or read, the cookie ${name}: ${why}.`
    const advice =
      'Remove SESSION_COOKIE_NAME, _DOMAIN and _PATH, unless sites of that domain share the session.'
    found.push(warning(CHECK, 'cookie_not_host_bound', message, advice))
  }
  if (sameSite === 'none') {
    const message = `The cookie ${name} is SameSite=None, so that it comes along with requests of any site.`
    found.push(
      warning(CHECK, 'cookie_cross_site', message, 'Write SESSION_COOKIE_SAMESITE=lax, or remove it.'),
    )
  }
  if (found.length > 0) return found
  const posts = definitions
    .filter((each) => each.kind === 'oidc' && each.responseMode === 'form_post')
    .map((each) => each.name)
  const also =
    posts.length === 0 ? '' : ` That is enough for answers by form_post, too (${posts.join(', ')}).`
  const flags = ['HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax'].join(', ')
  return [fine(CHECK, `${name}: ${flags}.${also}`)]
}
