import type { Context } from 'koa'
import { requestContext } from '../middleware/request-context.js'
import type { UserSummary } from '../pages/render.js'
import { RecentlyAuthenticated, requireRecentAuthentication } from '../recent-authentication.js'
import type { CurrentSession } from '../sessions/session-store.js'
import { MAX_RETURN_TO_LENGTH } from '../return-to.js'
import type { User } from '../store/models.js'
import { redirect, type Services } from './services.js'

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

/** Whether the user has proven who they are within the last ten minutes, so that a page can offer what needs it. */
export function isRecentlyAuthenticated({ session }: Pick<CurrentSession, 'session'>, now: Date): boolean {
  return RecentlyAuthenticated.prove({ session }, now) !== null
}

/** The path of the login page that leads back to `next`, a path with the base path; below the base path itself. */
export function loginPath(next: string): string {
  return loginPathWith({ next })
}

/** The same, for a user who must authenticate again, even if their provider still knows them. */
export function signInAgainPath(next: string): string {
  return loginPathWith({ next, prompt: 'login' })
}

/**
 * The session of a visitor of a page that only signed-in users have. A visitor without one is sent to the login page, and
 * this returns null.
 * @param path of the login page, below the base path, if it does not lead back to this page
 */
export function sessionOrLogin(
  { http, site }: Pick<Services, 'http' | 'site'>,
  ctx: Context,
  path = loginPath(ctx.path),
): CurrentSession | null {
  const current = http.sessions.current(ctx)
  if (current === null) redirect(ctx, site.basePath + path)
  return current
}

/** The page would not lead back to a longer `next`, and many clients refuse the header that would have it. */
function loginPathWith({ next, ...query }: { readonly next: string; readonly prompt?: 'login' }): string {
  const parameters = next.length > MAX_RETURN_TO_LENGTH ? query : { next, ...query }
  const search = new URLSearchParams(parameters).toString()
  return search === '' ? '/login' : `/login?${search}`
}

/**
 * The proof that the user of this session has just authenticated. Without it, the error page links to the login page,
 * which leads back to `next`.
 * @param next a path with the base path
 * @throws PortcullisError reauthentication_required
 */
export function requireRecentLogin(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  { session }: Pick<CurrentSession, 'session'>,
  next: string,
): RecentlyAuthenticated {
  requestContext(ctx).retryPath = signInAgainPath(next)
  return requireRecentAuthentication({ session }, clock())
}

/**
 * The proof that the user of this session had just authenticated when they started something in this browser, or has
 * authenticated since. The error page leads back to the account page.
 * @throws PortcullisError reauthentication_required
 */
export function requireRecentSince(
  services: Pick<Services, 'clock' | 'site'>,
  ctx: Context,
  { session }: Pick<CurrentSession, 'session'>,
  startedAt: Date,
): RecentlyAuthenticated {
  return (
    RecentlyAuthenticated.prove({ session }, startedAt) ??
    requireRecentLogin(services, ctx, { session }, `${services.site.basePath}/account`)
  )
}
