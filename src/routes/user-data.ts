import type { Context } from 'koa'
import type Router from 'koa-router'
import { deleteUser, type DeleteUserDeps } from '../flows/delete-user.js'
import { exportUser } from '../flows/export-user.js'
import { PASSWORD_BACKEND } from '../identity.js'
import { parseEmailAddress } from '../mail/email-address.js'
import { translatorOf } from '../middleware/language.js'
import { requestContext } from '../middleware/request-context.js'
import type { User } from '../store/models.js'
import { backendSummary } from './login-methods.js'
import {
  isRecentlyAuthenticated,
  requireRecentLogin,
  sessionOrLogin,
  signInAgainPath,
  toUserSummary,
} from './current-user.js'
import { withFlash } from './flash.js'
import { redirect, requireCsrf, sendPage, type Services } from './services.js'

/** Users download what is stored about them, and delete their account. Both demand a recent sign-in. */
export function userDataRoutes(router: Router, services: Services): void {
  const { basePath } = services.site

  // A download and not a form, so that signing in again can lead back to it. Another site cannot read it.
  router.get('/account/data', async (ctx) => {
    const current = sessionOrLogin(services, ctx, signInAgainPath(ctx.path))
    if (current === null) return
    const { userId } = requireRecentLogin(services, ctx, current, ctx.path)
    const listSessions = (id: string) => services.sessions.list(id, current)
    const document = await exportUser({ ...services, listSessions }, userId)
    ctx.set('Cache-Control', 'no-store')
    ctx.set('Content-Disposition', `attachment; filename="${current.user.username}.json"`)
    ctx.type = 'json'
    ctx.body = `${JSON.stringify(document, null, 2)}\n`
  })

  router.get('/account/delete', async (ctx) => {
    const current = sessionOrLogin(services, ctx, signInAgainPath(ctx.path))
    if (current === null) return
    const { user, csrf } = current
    const accounts = await services.store.listAccounts(user.id)
    sendPage(services, ctx, {
      name: 'account-delete',
      user: { ...toUserSummary(user), username: user.username },
      providers: accounts
        .filter(({ backend }) => backend !== PASSWORD_BACKEND)
        .map(({ backend }) => backendSummary(services, backend, translatorOf(ctx)).label),
      isRecent: isRecentlyAuthenticated(current, services.clock()),
      csrf,
    })
  })

  router.post('/account/delete', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const proof = requireRecentLogin(services, ctx, current, ctx.path)
    const actor = { id: proof.userId, name: current.user.username }
    const deletion = { userId: proof.userId, actor, proof, mayBeLastAdministrator: false }
    requestContext(ctx).retryPath = '/account'
    const revocations = await deleteUser(deletionDeps(services), deletion)
    await services.flows.partials.discardForBrowser(services.http.browserCookie.id(ctx))
    await services.http.sessions.end(ctx)
    announceDeletion(services, ctx, current.user)
    const isRevoked = revocations.every(({ result }) => result !== 'failed')
    redirect(
      ctx,
      withFlash(`${basePath}/login`, isRevoked ? 'account-deleted' : 'account-deleted-not-revoked'),
    )
  })
}

/** What `deleteUser` needs, from the services of the site. */
export function deletionDeps({
  store,
  sessions,
  backends,
  clock,
}: Pick<Services, 'store' | 'sessions' | 'backends' | 'clock'>): DeleteUserDeps {
  return {
    store,
    clock,
    endSessions: (...ending) => sessions.endAllInTransaction(...ending),
    revokeTokens: (account, tokens) => backends.providerTokens.revoke(account, tokens),
  }
}

/** Tells a user who was deleted, at their proven address. */
export function announceDeletion(
  { mail }: Pick<Services, 'mail'>,
  ctx: Context,
  user: Pick<User, 'provenEmail' | 'language'>,
): void {
  const to = parseEmailAddress(user.provenEmail)
  if (mail !== null && to !== null)
    mail.mailQueue.enqueue({ to, ...mail.emailTemplates(ctx, user).accountDeleted() })
}
