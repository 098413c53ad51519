import { isIP } from 'node:net'
import { z } from 'zod'
import type { Environment } from './environment.js'
import type { BaseUrl } from './http.js'
import { enumSchema, flag } from './schemas.js'
import type { CookieSettings } from './settings.js'

/** Reads SESSION_COOKIE_*, and refuses what browsers would drop without a word. */
export function readCookieSettings(env: Environment, base: BaseUrl, production: boolean): CookieSettings {
  const scope = {
    secure: readSecure(env, base, production),
    domain: readCookieDomain(env, base),
    path: readCookiePath(env, base),
  }
  return { name: readCookieName(env, scope), ...scope, sameSite: readSameSite(env, scope.secure) }
}

function readSecure(env: Environment, base: BaseUrl, production: boolean): boolean {
  const secure = env.read('SESSION_COOKIE_SECURE', flag, base.isHttps)
  if (!secure && base.isHttps && production) {
    env.addError(
      'SESSION_COOKIE_SECURE',
      'is false in production, so the session could leak over http',
      'Remove it',
    )
  } else if (secure && !base.isHttps) {
    env.addError(
      'SESSION_COOKIE_SECURE',
      'is true, but BASE_URL is http',
      'Write https:// in BASE_URL, or remove it',
    )
  }
  return secure
}

function readSameSite(env: Environment, secure: boolean): 'lax' | 'none' {
  const name = 'SESSION_COOKIE_SAMESITE'
  const sameSite = env.read(name, enumSchema(['lax', 'none', 'strict']), 'lax')
  if (sameSite === 'strict') {
    const problem =
      'is strict: people come back from a provider by a cross-site navigation, without such a cookie'
    env.addError(name, `${problem}, and no sign-in could end`, 'Write lax')
    return 'lax'
  }
  if (sameSite === 'none' && !secure) {
    env.addError(
      name,
      'is none, which browsers accept on secure cookies only',
      'Write lax, or serve over https',
    )
  }
  return sameSite
}

const DOMAIN_SETTING = 'SESSION_COOKIE_DOMAIN'
// Two labels or more: browsers refuse a cookie for a whole top-level domain, and for localhost.
const DOMAIN_PATTERN = /^[a-z0-9](?:[a-z0-9-]*)(?:\.[a-z0-9][a-z0-9-]*)+$/

const domainSchema = z
  .string()
  .transform((text) => text.toLowerCase().replace(/^\./, ''))
  .refine((text) => DOMAIN_PATTERN.test(text) && isIP(text) === 0, {
    error: 'is not a domain that cookies can have. Write one such as example.com, or remove it.',
  })

/** Reads SESSION_COOKIE_DOMAIN; null keeps the cookie to the one host of BASE_URL. */
export function readCookieDomain(env: Environment, base: BaseUrl): string | null {
  const domain = env.read<string | null>(DOMAIN_SETTING, domainSchema, null)
  if (domain !== null && !`.${base.hostname}`.endsWith(`.${domain}`)) {
    env.addError(
      DOMAIN_SETTING,
      'does not contain the host of BASE_URL',
      `Write ${base.hostname} or a domain above it`,
    )
  }
  return domain
}

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

const PATH_SETTING = 'SESSION_COOKIE_PATH'

const pathSchema = z
  .string()
  .regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*\/?)?$/, {
    error:
      'is not a path that cookies can have. Write one such as / or /app, of letters, digits and - . _ ~.',
  })
  .transform((text) => text.replace(/\/$/, '') || '/')

/** Reads SESSION_COOKIE_PATH, without a slash at the end; it must contain all our pages. */
export function readCookiePath(env: Environment, base: BaseUrl): string {
  const path = env.read(PATH_SETTING, pathSchema, '/')
  if (path !== '/' && !`${base.basePath}/`.startsWith(`${path}/`)) {
    const problem = 'does not contain the path of BASE_URL, so our own pages would never see the cookie'
    env.addError(PATH_SETTING, problem, `Write ${base.basePath || '/'}, or remove it`)
  }
  return path
}
