import type { BaseUrl } from './base-url.js'
import { enumSchema, flag } from './choice.js'
import { readCookieDomain } from './cookie-domain.js'
import { readCookieName } from './cookie-name.js'
import { readCookiePath } from './cookie-path.js'
import type { Environment } from './environment.js'
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
