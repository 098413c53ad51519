import { PortcullisError } from '../errors.js'
import type { Current } from '../session/current.js'

const RECENT_MS = 10 * 60_000

/** Whether the person has proven who they are a short while ago, so that hardly anybody else can sit there now. */
export function isRecent({ session }: Pick<Current, 'session'>, now: Date): boolean {
  return now.getTime() - session.authenticatedAt.getTime() <= RECENT_MS
}

/** For changes that would let a passer-by keep what they found open. @throws PortcullisError recent_login_required */
export function requireRecentLogin(current: Pick<Current, 'session'>, now: Date): void {
  if (!isRecent(current, now)) {
    throw new PortcullisError('recent_login_required', { detail: 'the session was signed in earlier' })
  }
}
