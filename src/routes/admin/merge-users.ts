import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../../errors.js'
import {
  findUndoableMerge,
  mergeUsers,
  type MergePlan,
  type MergeUsersDeps,
  planMerge,
  undoMerge,
} from '../../flows/merge-users.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import type { AdminUserMergePage, FormError } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { UserListItem } from '../../store/user-lists.js'
import { isRecentlyAuthenticated } from '../current-user.js'
import { withFlash } from '../flash.js'
import { backendSummary } from '../login-methods.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm, toActor } from './access.js'
import { readId, requireUser } from './find-user.js'

/** The pages that merge a user into another one, after a page that says what will happen, and that undo it. */
export function mergeUserRoutes(router: Router, services: Services): void {
  const deps: MergeUsersDeps = {
    store: services.store,
    endSessions: (userId, tx, reason) => services.sessions.endAllInTransaction(userId, tx, reason),
    clock: services.clock,
  }

  router.get('/admin/users/:id/merge', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const user = await requireUser(services, ctx)
    const into = normalize(queryParam(ctx, 'into'))
    const page = mergePage(services, ctx, current, { user, into })
    const plan = into === '' ? null : await planOrError(services, ctx, { user, into, current })
    if (plan !== null && 'text' in plan) {
      ctx.status = 400
      sendPage(services, ctx, { ...page, error: plan })
    } else sendPage(services, ctx, { ...page, plan: plan && toPlanView(services, ctx, plan) })
  })

  router.post('/admin/users/:id/merge', async (ctx) => {
    const path = `/admin/users/${readId(ctx, 'id', 'unknown_user')}`
    const into = normalize(singleParam(readForm(ctx), 'into', 100))
    const query = new URLSearchParams({ into }).toString()
    const current = requireRecentAdminForm(services, ctx, `${path}/merge?${query}`)
    const user = await requireUser(services, ctx)
    requestContext(ctx).renderError = (error, reference) => {
      const shown = toMergeError(ctx, error, reference)
      return shown && { ...mergePage(services, ctx, current, { user, into }), error: shown }
    }
    const { proof } = current
    await mergeUsers(deps, { userId: user.id, into, actor: toActor(current), proof })
    redirect(ctx, withFlash(services.site.basePath + path, 'user-merged'))
  })

  router.post('/admin/users/:id/undo-merge', async (ctx) => {
    const path = `/admin/users/${readId(ctx, 'id', 'unknown_user')}`
    const current = requireRecentAdminForm(services, ctx, path)
    const user = await requireUser(services, ctx)
    const merge = await findUndoableMerge(services.store, user, services.clock())
    if (merge === null)
      throw new PortcullisError('merge_refused', { detail: 'there is no merge that can be undone' })
    if ([merge.userId, merge.intoId].includes(current.user.id))
      throw new PortcullisError('merge_refused', { detail: 'administrators cannot merge their own user' })
    await undoMerge(deps, merge, { actor: toActor(current), proof: current.proof })
    redirect(ctx, withFlash(services.site.basePath + path, 'merge-undone'))
  })
}

function normalize(username: string | null): string {
  return (username ?? '').trim().toLowerCase()
}

/** The plan; or what to say on the form, for a user name that leads to none. */
async function planOrError(
  { store }: Pick<Services, 'store'>,
  ctx: Context,
  { user, into, current }: { readonly user: UserListItem; readonly into: string; current: CurrentSession },
): Promise<MergePlan | FormError> {
  try {
    return await planMerge(store, { userId: user.id, into, actor: toActor(current) })
  } catch (error) {
    const shown = error instanceof PortcullisError ? toMergeError(ctx, error, null) : null
    if (shown === null) throw error
    return shown
  }
}

const SHOWN_CODES = ['unknown_user', 'merge_refused', 'last_administrator'] as const

function toMergeError(ctx: Context, { code }: PortcullisError, reference: string | null): FormError | null {
  const shown = SHOWN_CODES.find((each) => each === code)
  return shown === undefined
    ? null
    : {
        text: translatorOf(ctx).t(shown === 'unknown_user' ? 'adminMerge.unknown' : `errors.${shown}.advice`),
        reference,
      }
}

function mergePage(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  current: CurrentSession,
  { user: { id, username }, into }: { readonly user: UserListItem; readonly into: string },
): AdminUserMergePage {
  return {
    name: 'admin/user-merge',
    ...adminLayout(ctx, current, 'users'),
    person: { id, username },
    into,
    isRecent: isRecentlyAuthenticated(current, clock()),
    plan: null,
    error: null,
  }
}

function toPlanView(
  services: Services,
  ctx: Context,
  { into, accounts, hasPassword, freedEmail, from }: MergePlan,
): AdminUserMergePage['plan'] {
  return {
    into: { id: into.id, username: into.username, name: into.name },
    accounts: accounts.map(({ backend, label }) => ({
      label,
      backend: backendSummary(services, backend, translatorOf(ctx)),
    })),
    hasPassword,
    freedEmail,
    losesAdmin: from.admin && !into.admin,
  }
}
