import type { BaseUrl } from './base-url.js'
import { readCookieSettings } from './cookie.js'
import { durationSchema } from './duration.js'
import type { Environment } from './environment.js'
import { readSessionStore } from './session-store.js'
import type { SessionSettings } from './settings.js'

const DAY_MS = 86_400_000

/** Reads SESSION_*, apart from the keys. */
export function readSessionSettings(env: Environment, base: BaseUrl, production: boolean): SessionSettings {
  return {
    store: readSessionStore(env),
    ...readLifetimes(env),
    cookie: readCookieSettings(env, base, production),
  }
}

function readLifetimes(env: Environment): { idleLifetimeMs: number; maxLifetimeMs: number } {
  const idleLifetimeMs = env.read('SESSION_IDLE_LIFETIME', durationSchema, 14 * DAY_MS)
  const maxLifetimeMs = env.read('SESSION_MAX_LIFETIME', durationSchema, 90 * DAY_MS)
  if (idleLifetimeMs > maxLifetimeMs) {
    const isIdleSet = env.text('SESSION_IDLE_LIFETIME') !== null
    const idle = isIdleSet ? 'SESSION_IDLE_LIFETIME' : 'SESSION_IDLE_LIFETIME (14d when not set)'
    env.addError(idle, 'is longer than SESSION_MAX_LIFETIME', 'Shorten the first, or lengthen the second')
  }
  return { idleLifetimeMs, maxLifetimeMs }
}
