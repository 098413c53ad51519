import { isIP } from 'node:net'
import { z } from 'zod'
import type { Environment } from './environment.js'
import type { BaseUrl } from './http.js'
import { enumSchema, flag } from './schemas.js'
import type { CookieSettings } from './settings.js'

/** Reads SESSION_COOKIE_*, and refuses combinations of attributes with which browsers silently drop the cookie. */
export function readCookieSettings(env: Environment, base: BaseUrl, production: boolean): CookieSettings {
  const scope = {
    secure: readSecure(env, base, production),
    domain: readCookieDomain(env, base),
    path: readCookiePath(env, base),
  }
  return {
    name: readCookieName(env, { ...scope, suffix: cookieSuffix(env, base) }),
    ...scope,
    sameSite: readSameSite(env, scope.secure),
  }
}

function readSecure(env: Environment, base: BaseUrl, production: boolean): boolean {
  const secure = env.read('SESSION_COOKIE_SECURE', flag, base.isHttps)
  if (!secure && base.isHttps && production) {
    env.addError(
      'SESSION_COOKIE_SECURE',
      'is false in production, so browsers could send the session over http',
      'Remove it',
    )
  } else if (secure && !base.isHttps) {
    env.addError(
      'SESSION_COOKIE_SECURE',
      'is true, but BASE_URL is http',
      'Use https in BASE_URL, or remove it',
    )
  }
  return secure
}

function readSameSite(env: Environment, secure: boolean): 'lax' | 'none' {
  const name = 'SESSION_COOKIE_SAMESITE'
  const sameSite = env.read(name, enumSchema(['lax', 'none', 'strict']), 'lax')
  if (sameSite === 'strict') {
    const problem = 'is strict, but browsers do not send such a cookie when a provider returns the user'
    env.addError(name, `${problem}, so no sign-in could be completed`, 'Write lax')
    return 'lax'
  }
  if (sameSite === 'none' && !secure) {
    env.addError(name, 'is none, which browsers accept only for secure cookies', 'Write lax, or use https')
  }
  return sameSite
}

const DOMAIN_SETTING = 'SESSION_COOKIE_DOMAIN'
// Two labels or more: browsers refuse cookies for a top-level domain and for localhost.
const DOMAIN_PATTERN = /^[a-z0-9](?:[a-z0-9-]*)(?:\.[a-z0-9][a-z0-9-]*)+$/

const domainSchema = z
  .string()
  .transform((text) => text.toLowerCase().replace(/^\./, ''))
  .refine((text) => DOMAIN_PATTERN.test(text) && isIP(text) === 0, {
    error: 'is not a valid cookie domain. Write one such as example.com, or remove it.',
  })

/** Reads SESSION_COOKIE_DOMAIN; null limits the cookie to the host of BASE_URL. */
function readCookieDomain(env: Environment, base: BaseUrl): string | null {
  const domain = env.read<string | null>(DOMAIN_SETTING, domainSchema, null)
  if (domain !== null && !`.${base.hostname}`.endsWith(`.${domain}`)) {
    env.addError(
      DOMAIN_SETTING,
      'does not include the host of BASE_URL',
      `Write ${base.hostname} or a parent domain`,
    )
  }
  return domain
}

const NAME_SETTING = 'SESSION_COOKIE_NAME'

// `token` of RFC 9110, as RFC 6265 section 4.1.1 requires for the name of a cookie.
const nameSchema = z.string().regex(/^[!#$%&'*+.^`|~\w-]+$/, {
  error: 'is not a valid cookie name. Use letters, digits, - and _ only.',
})

/**
 * What tells the cookies of several sites on one host apart: the path of the site. A program has its cookie on all of its own
 * paths, where the cookies of a second site in that program are, too.
 */
function cookieSuffix(env: Environment, base: BaseUrl): string {
  return env.configured.isEmbedded ? base.basePath.replaceAll(/[^\w.-]/g, '-') : ''
}

interface CookieScope {
  /** Empty, or the path of the site with hyphens: `-auth`. */
  readonly suffix: string
  readonly secure: boolean
  readonly domain: string | null
  readonly path: string
}

/** Reads SESSION_COOKIE_NAME. The default has the strictest prefix that the other attributes allow. */
function readCookieName(env: Environment, scope: CookieScope): string {
  const name = env.read(NAME_SETTING, nameSchema, defaultName(scope))
  // Browsers match the prefixes case-insensitively.
  if (/^__Host-/i.test(name) && !isHostOnly(scope)) {
    const problem =
      'starts with __Host-, which browsers accept only for secure cookies with path / and no domain'
    env.addError(
      NAME_SETTING,
      problem,
      'Choose another name, or remove SESSION_COOKIE_DOMAIN, _PATH and _SECURE and use https',
    )
  } else if (/^__Secure-/i.test(name) && !scope.secure) {
    const problem = 'starts with __Secure-, which browsers accept only for secure cookies'
    env.addError(NAME_SETTING, problem, 'Choose another name, or use https')
  }
  return name
}

function defaultName(scope: CookieScope): string {
  const name = `portcullis${scope.suffix}`
  if (!scope.secure) return name
  return isHostOnly(scope) ? `__Host-${name}` : `__Secure-${name}`
}

function isHostOnly(scope: CookieScope): boolean {
  return scope.secure && scope.domain === null && scope.path === '/'
}

const PATH_SETTING = 'SESSION_COOKIE_PATH'

const pathSchema = z
  .string()
  .regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*\/?)?$/, {
    error: 'is not a valid cookie path. Write one such as / or /app, with letters, digits and - . _ ~.',
  })
  .transform((text) => text.replace(/\/$/, '') || '/')

/** Reads SESSION_COOKIE_PATH; returns it without a slash at the end. It must include all pages of this site. */
function readCookiePath(env: Environment, base: BaseUrl): string {
  const path = env.read(PATH_SETTING, pathSchema, '/')
  if (path !== '/' && !`${base.basePath}/`.startsWith(`${path}/`)) {
    const problem = 'does not include the path of BASE_URL, so this site would not get its own cookie'
    env.addError(PATH_SETTING, problem, `Write ${base.basePath || '/'}, or remove it`)
  }
  return path
}
