import type { Context } from 'koa'
import type { Actor } from '../../audit/audit-event.js'
import { PortcullisError } from '../../errors.js'
import { requestContext } from '../../middleware/request-context.js'
import type { AdminLayout } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { EventRow } from '../../store/events.js'
import { requireRecentLogin, toUserSummary } from '../current-user.js'
import { readFlash } from '../flash.js'
import { queryParam, requireCsrf, type Services } from '../services.js'

/**
 * The administrator who looks at this page. Whether somebody is one is read with their session, at every request.
 * @throws PortcullisError login_required for nobody, admin_required for anybody else
 */
export function requireAdmin({ http }: Pick<Services, 'http'>, ctx: Context): CurrentSession {
  setRetryPath(ctx)
  return checkAdmin(http.sessions.current(ctx))
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
 * @throws PortcullisError csrf_failed, login_required, admin_required, reauthentication_required
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
  if (!current)
    throw new PortcullisError('login_required', { detail: 'the administration pages need a session' })
  if (current.user.admin) return current
  throw new PortcullisError('admin_required', { detail: `user ${current.user.id} is not an administrator` })
}

/** What every page of administrators has around it. */
export function adminLayout(
  ctx: Context,
  { user, csrf }: Pick<CurrentSession, 'user' | 'csrf'>,
  section: AdminLayout['section'],
): AdminLayout {
  const summary = toUserSummary(user)
  return { user: summary, section, csrf, notice: readFlash(ctx) }
}

/** Where the page before has ended, by the address of this one; null on the first, and for what is no place. */
export function readCursor(ctx: Context): Pick<EventRow, 'at' | 'id'> | null {
  const [, timestamp, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(queryParam(ctx, 'before') ?? '') ?? []
  const at = new Date(Number(timestamp))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id }
}

/** The query of the next page; null when these rows, of which one more than a page was asked for, are the last. */
export function nextCursor(
  rows: readonly Pick<EventRow, 'at' | 'id'>[],
  pageSize: number,
  query: Readonly<Record<string, string>>,
): string | null {
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined
  if (last === undefined) return null
  return new URLSearchParams({ ...query, before: `${last.at.getTime()}-${last.id}` }).toString()
}
