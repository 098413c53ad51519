import type { CookieAttributes } from './cookies.js'
import type { OpenedSession } from './session-store.js'

/** A session as programs get it: everything needed to carry it as a cookie; `value` is the bearer token, too. */
export interface SessionObject {
  readonly name: string
  /** Secret. */
  readonly value: string
  /** Null: the host of the service only. */
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  readonly httponly: true
  /** ISO 8601; it ends then, used or not. */
  readonly expires: string
  /** Seconds without use after which it ends. */
  readonly inactive_lifetime: number
}

/** The session object of the trade, of the password login and of the device grant. */
export function toSessionObject(cookie: CookieAttributes, { value, session }: OpenedSession): SessionObject {
  const { name, domain, path, secure } = cookie
  const idleMs = session.idleExpiresAt.getTime() - session.lastSeenAt.getTime()
  return {
    ...{ name, value, domain, path, secure },
    httponly: true,
    expires: session.expiresAt.toISOString(),
    inactive_lifetime: Math.floor(idleMs / 1000),
  }
}
