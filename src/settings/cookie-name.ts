import { z } from 'zod'
import type { Environment } from './environment.js'

const NAME_SETTING = 'SESSION_COOKIE_NAME'

// `token` of RFC 9110, which is what RFC 6265 asks of a cookie's name.
const nameSchema = z.string().regex(/^[!#$%&'*+.^`|~\w-]+$/, {
  error: 'is not a cookie name. Use letters, digits, - and _ only.',
})

interface CookieScope {
  readonly secure: boolean
  readonly domain: string | null
  readonly path: string
}

/** Reads SESSION_COOKIE_NAME; the default has the strictest prefix that the other attributes allow. */
export function readCookieName(env: Environment, scope: CookieScope): string {
  const name = env.read(NAME_SETTING, nameSchema, defaultName(scope))
  // Browsers know the prefixes in any case of letters.
  if (/^__Host-/i.test(name) && !isHostOnly(scope)) {
    const problem =
      'begins with __Host-, which browsers accept on secure cookies of path / without a domain only'
    env.addError(
      NAME_SETTING,
      problem,
      'Choose another name, or remove SESSION_COOKIE_DOMAIN, _PATH and _SECURE and use https',
    )
  } else if (/^__Secure-/i.test(name) && !scope.secure) {
    const problem = 'begins with __Secure-, which browsers accept on secure cookies only'
    env.addError(NAME_SETTING, problem, 'Choose another name, or use https')
  }
  return name
}

function defaultName(scope: CookieScope): string {
  if (!scope.secure) return 'portcullis'
  return isHostOnly(scope) ? '__Host-portcullis' : '__Secure-portcullis'
}

function isHostOnly(scope: CookieScope): boolean {
  return scope.secure && scope.domain === null && scope.path === '/'
}
