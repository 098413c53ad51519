import type { CookieAttributes } from './cookies.js'
import type { OpenedSession } from './session-store.js'

/** A session as programs get it: all that is needed to set it as a cookie. `value` also works as a bearer token. */
export interface SessionObject {
  readonly name: string
  /** Secret. */
  readonly value: string
  /** Null for a cookie of this host only. */
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  readonly httponly: true
  /** ISO 8601; the session ends then even if it is in use. */
  readonly expires: string
  /** Seconds without use after which it ends. */
  readonly inactive_lifetime: number
}

/** Builds the response of the token exchange, the password sign-in and the device grant. */
export function toSessionObject(cookie: CookieAttributes, { value, session }: OpenedSession): SessionObject {
  const { name, domain, path, secure } = cookie
  const idleMs = session.idleExpiresAt.getTime() - session.lastSeenAt.getTime()
  return {
    name,
    value,
    domain,
    path,
    secure,
    httponly: true,
    expires: session.expiresAt.toISOString(),
    inactive_lifetime: Math.floor(idleMs / 1000),
  }
}
