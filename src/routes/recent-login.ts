import { PortcullisError } from '../errors.js'
import type { CurrentSession } from '../session/current.js'

const REAUTH_WINDOW_MS = 10 * 60_000

/** Whether the person has proven who they are a short while ago, so that hardly anybody else can sit there now. */
export function isRecentlyAuthenticated({ session }: Pick<CurrentSession, 'session'>, now: Date): boolean {
  return now.getTime() - session.authenticatedAt.getTime() <= REAUTH_WINDOW_MS
}

/** For changes that would let a passer-by keep what they found open. @throws PortcullisError recent_login_required */
export function requireRecentLogin(current: Pick<CurrentSession, 'session'>, now: Date): void {
  if (!isRecentlyAuthenticated(current, now)) {
    throw new PortcullisError('recent_login_required', { detail: 'the session was signed in earlier' })
  }
}
