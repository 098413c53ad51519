import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Actor } from '../../journal/deed.js'
import type { Current } from '../../session/current.js'
import { notesOf } from '../../web/context.js'
import { type Parts, requireForm } from '../parts.js'
import { requireRecentLogin } from '../recent-login.js'

/**
 * The administrator who looks at this page. Whether somebody is one is read with their session, at every request.
 * @throws PortcullisError login_required for nobody, admin_required for anybody else
 */
export function requireAdmin(parts: Parts, ctx: Context): Current {
  signInLeadsBack(ctx)
  return administrator(parts.carrier.current(ctx))
}

/**
 * The administrator who sent this form, with the proof that it is theirs.
 * @throws PortcullisError csrf_failed, login_required, admin_required
 */
export function requireAdminForm(parts: Parts, ctx: Context): Current {
  return administrator(requireForm(parts, ctx))
}

/**
 * The same, for what would do harm in the hands of a passer-by: the sign-in must be of the last ten minutes.
 * @param back the page to come back to after signing in again, below the base path
 * @throws PortcullisError csrf_failed, login_required, admin_required, recent_login_required
 */
export function requireRecentAdminForm(parts: Parts, ctx: Context, back: string): Current {
  const current = requireAdminForm(parts, ctx)
  const next = `${parts.site.basePath}${back}`
  notesOf(ctx).again = `/login?${new URLSearchParams({ next }).toString()}`
  requireRecentLogin(current, parts.now())
  return current
}

/** Who an event says has done something. */
export function actorOf({ user }: Pick<Current, 'user'>): Actor {
  return { id: user.id, name: user.username }
}

function signInLeadsBack(ctx: Context): void {
  notesOf(ctx).again = `/login?${new URLSearchParams({ next: ctx.path }).toString()}`
}

function administrator(current: Current | null): Current {
  if (!current) throw new PortcullisError('login_required', { detail: 'the pages of administrators' })
  if (current.user.admin) return current
  throw new PortcullisError('admin_required', { detail: `user ${current.user.id} is no administrator` })
}
