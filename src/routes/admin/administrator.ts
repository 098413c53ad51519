import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Actor } from '../../journal/deed.js'
import type { CurrentSession } from '../../session/current.js'
import { requestContext } from '../../web/context.js'
import { type Services, requireCsrf } from '../parts.js'
import { requireRecentLogin } from '../recent-login.js'

/**
 * The administrator who looks at this page. Whether somebody is one is read with their session, at every request.
 * @throws PortcullisError login_required for nobody, admin_required for anybody else
 */
export function requireAdmin(services: Services, ctx: Context): CurrentSession {
  setRetryPath(ctx)
  return checkAdmin(services.httpSessions.current(ctx))
}

/**
 * The administrator who sent this form, with the proof that it is theirs.
 * @throws PortcullisError csrf_failed, login_required, admin_required
 */
export function requireAdminForm(services: Services, ctx: Context): CurrentSession {
  return checkAdmin(requireCsrf(services, ctx))
}

/**
 * The same, for what would do harm in the hands of a passer-by: the sign-in must be of the last ten minutes.
 * @param returnPath the page to come back to after signing in again, below the base path
 * @throws PortcullisError csrf_failed, login_required, admin_required, recent_login_required
 */
export function requireRecentAdminForm(services: Services, ctx: Context, returnPath: string): CurrentSession {
  const current = requireAdminForm(services, ctx)
  const next = `${services.site.basePath}${returnPath}`
  requestContext(ctx).retryPath = `/login?${new URLSearchParams({ next }).toString()}`
  requireRecentLogin(current, services.clock())
  return current
}

/** Who an event says has done something. */
export function toActor({ user }: Pick<CurrentSession, 'user'>): Actor {
  return { id: user.id, name: user.username }
}

function setRetryPath(ctx: Context): void {
  requestContext(ctx).retryPath = `/login?${new URLSearchParams({ next: ctx.path }).toString()}`
}

function checkAdmin(current: CurrentSession | null): CurrentSession {
  if (!current) throw new PortcullisError('login_required', { detail: 'the pages of administrators' })
  if (current.user.admin) return current
  throw new PortcullisError('admin_required', { detail: `user ${current.user.id} is no administrator` })
}
