import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import type { UserSummary } from '../pages/render.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { User } from '../store/models.js'
import type { Services } from './services.js'

/** What pages call a user. */
export function displayName({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name ?? username
}

/** A user as pages show them. */
export function toUserSummary(user: Pick<User, 'name' | 'username' | 'picture'>): UserSummary {
  return { name: displayName(user), picture: user.picture }
}

/** The signed-in user of this browser, as pages show them; null when there is none. */
export function currentUserSummary({ http }: Pick<Services, 'http'>, ctx: Context): UserSummary | null {
  const current = http.sessions.current(ctx)
  return current && toUserSummary(current.user)
}

const REAUTH_WINDOW_MS = 10 * 60_000

/**
 * Whether the user has proven who they are a short while ago, so that it is unlikely that someone else uses the
 * browser now.
 */
export function isRecentlyAuthenticated({ session }: Pick<CurrentSession, 'session'>, now: Date): boolean {
  return now.getTime() - session.authenticatedAt.getTime() <= REAUTH_WINDOW_MS
}

/** For changes that would let a passer-by keep an open session. @throws PortcullisError reauthentication_required */
export function requireRecentLogin(current: Pick<CurrentSession, 'session'>, now: Date): void {
  if (!isRecentlyAuthenticated(current, now)) {
    throw new PortcullisError('reauthentication_required', {
      detail: 'the sign-in is more than ten minutes old',
    })
  }
}
