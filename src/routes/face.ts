import type { Context } from 'koa'
import type { User } from '../store/records.js'
import type { UserSummary } from '../views/index.js'
import type { Services } from './parts.js'

/** What to call a user on a page. */
export function displayName({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name ?? username
}

/** A user as pages show them. */
export function toUserSummary(user: Pick<User, 'name' | 'username' | 'picture'>): UserSummary {
  return { name: displayName(user), picture: user.picture }
}

/** Who is signed in in this browser, so shown; null when nobody is. */
export function currentUserSummary(
  { httpSessions }: Pick<Services, 'httpSessions'>,
  ctx: Context,
): UserSummary | null {
  const current = httpSessions.current(ctx)
  return current && toUserSummary(current.user)
}
