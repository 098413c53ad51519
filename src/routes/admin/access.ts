import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Actor } from '../../audit/audit-event.js'
import { PortcullisError } from '../../errors.js'
import { requestContext } from '../../middleware/request-context.js'
import type { AdminLayout } from '../../pages/render.js'
import type { RecentlyAuthenticated } from '../../recent-authentication.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import { loginPath, requireRecentLogin, toUserSummary } from '../current-user.js'
import { readFlash, type UndoForms } from '../flash.js'
import { redirect, requireCsrf, type Services } from '../services.js'

/**
 * Leads people who are not signed in from a page of administrators to the login page, and back afterwards. Forms and
 * programs get the error.
 */
export function redirectToLogin(router: Router, { http, site }: Pick<Services, 'http' | 'site'>): void {
  const admin = `${site.basePath}/admin`
  router.use((ctx, next) => {
    const isAdminPath = ctx.path === admin || ctx.path.startsWith(`${admin}/`)
    if (!isAdminPath || http.sessions.current(ctx) !== null) return next()
    if (ctx.method !== 'GET' || ctx.accepts('html', 'json') !== 'html') return next()
    redirect(ctx, site.basePath + loginPath(ctx.url))
    return undefined
  })
}

/**
 * The administrator who requests a page. `admin` is read with the session, at every request.
 * @throws PortcullisError login_required without a session, admin_required for other users
 */
export function requireAdmin({ http }: Pick<Services, 'http'>, ctx: Context): CurrentSession {
  setRetryPath(ctx)
  return checkAdmin(http.sessions.current(ctx))
}

/**
 * The administrator who sent a form, with the proof that it comes from one of our pages.
 * @throws PortcullisError csrf_failed, login_required, admin_required
 */
export function requireAdminForm(services: Services, ctx: Context): CurrentSession {
  return checkAdmin(requireCsrf(services, ctx))
}

/**
 * The same, for actions that a passer-by at an open session must not do: the user must have signed in within ten
 * minutes.
 * @param returnPath the page to return to after signing in again, below the base path
 * @throws PortcullisError csrf_failed, login_required, admin_required, reauthentication_required
 */
export function requireRecentAdminForm(
  services: Services,
  ctx: Context,
  returnPath: string,
): RecentAdministrator {
  const current = requireAdminForm(services, ctx)
  const proof = requireRecentLogin(services, ctx, current, `${services.site.basePath}${returnPath}`)
  return { ...current, proof }
}

/** An administrator who has authenticated recently. Almost every action of an administrator requires one. */
export interface RecentAdministrator extends CurrentSession {
  readonly proof: RecentlyAuthenticated
}

/** The actor of an audit event. */
export function toActor({ user }: Pick<CurrentSession, 'user'>): Actor {
  return { id: user.id, name: user.username }
}

function setRetryPath(ctx: Context): void {
  requestContext(ctx).retryPath = loginPath(ctx.path)
}

function checkAdmin(current: CurrentSession | null): CurrentSession {
  if (!current)
    throw new PortcullisError('login_required', { detail: 'the administration pages need a session' })
  if (current.user.admin) return current
  throw new PortcullisError('admin_required', { detail: `user ${current.user.id} is not an administrator` })
}

/**
 * The layout of every page for administrators.
 * @param undoForms what the message of the page offers to undo
 */
export function adminLayout(
  ctx: Context,
  { user, csrf }: Pick<CurrentSession, 'user' | 'csrf'>,
  section: AdminLayout['section'],
  undoForms: UndoForms = {},
): AdminLayout {
  const summary = toUserSummary(user)
  return { user: summary, section, csrf, notice: readFlash(ctx, undoForms) }
}
