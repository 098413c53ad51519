import { z } from 'zod'
import { readCookieSettings } from './cookie.js'
import type { Environment } from './environment.js'
import type { BaseUrl } from './http.js'
import { durationSchema, enumSchema } from './schemas.js'
import type { SessionSettings, SessionStoreSettings } from './settings.js'

// The error does not quote the value, because it can contain a password.
const redisUrlSchema = z.string().refine(isRedisUrl, {
  error:
    'is not a Redis URL. Write one such as rediss://user:password@redis.example.com:6379/0, without ? and #.',
})

export type SessionStoreKind = SessionStoreSettings['kind']

/** Reads SESSION_STORE alone. */
export function readSessionStoreKind(env: Environment): SessionStoreKind {
  return env.read('SESSION_STORE', enumSchema(['database', 'redis', 'cookie']), 'database')
}

/**
 * Reads SESSION_STORE, and REDIS_URL if the store is Redis. Otherwise REDIS_URL is ignored, because some platforms
 * always set it.
 */
function readSessionStore(env: Environment): SessionStoreSettings {
  const kind = readSessionStoreKind(env)
  if (kind !== 'redis') return { kind }
  if (env.text('REDIS_URL') === null) {
    const fix = 'Set it to a URL such as redis://redis.example.com:6379'
    env.addError('REDIS_URL', 'is not set, but SESSION_STORE is redis', fix)
  }
  return { kind, redisUrl: env.read('REDIS_URL', redisUrlSchema, '') }
}

function isRedisUrl(text: string): boolean {
  if (!/^rediss?:\/\/./i.test(text) || !URL.canParse(text)) return false
  const { hostname, username, password, pathname, search, hash } = new URL(text)
  return (
    hostname !== '' &&
    /^\/?\d{0,5}$/.test(pathname) &&
    search + hash === '' &&
    isDecodable(username + password)
  )
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

const DAY_MS = 86_400_000

/** Reads SESSION_*, except the keys. */
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
