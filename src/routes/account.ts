import type Router from 'koa-router'
import { message } from '../locales/messages.js'
import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import { requestContext } from '../middleware/request-context.js'
import { allowFormRedirects } from '../middleware/security-headers.js'
import type { AccountDeleted } from '../pipeline/disconnect.js'
import { Halt } from '../pipeline/pipeline.js'
import type { RevocationResult } from '../provider-tokens/revoke.js'
import { accountPage, findIdEnd, loginMethods } from './account-page.js'
import { notifyAccessChange } from './account-notices.js'
import {
  isRecentlyAuthenticated,
  loginPath,
  requireRecentLogin,
  sessionOrLogin,
  toUserSummary,
} from './current-user.js'
import { CONNECTED_FLASH } from './finish-sign-in.js'
import { withFlash } from './flash.js'
import { redirect, requireCsrf, sendPage, type Services } from './services.js'
import { startSignIn } from './sign-in.js'
import { translatorOf } from '../middleware/language.js'
import { backendSummary } from './login-methods.js'

/** The account page, and connecting and disconnecting of accounts. */
export function accountRoutes(router: Router, services: Services): void {
  router.get('/account', async (ctx) => {
    const current = sessionOrLogin(services, ctx)
    if (current === null) return
    allowFormRedirects(ctx)
    sendPage(services, ctx, await accountPage(services, ctx, current))
    services.http.browserCookie.clearFlash(ctx, CONNECTED_FLASH)
  })

  router.post('/connect/:backend', async (ctx) => {
    const backend = services.backends.registry.require(ctx.params['backend'])
    requestContext(ctx).recorder.recordSignIn(backend.name, 'browser', {
      eventKind: null,
      isStart: true,
      intent: 'connect',
    })
    const returnTo = `${services.site.basePath}/account`
    const proof = requireRecentLogin(services, ctx, requireCsrf(services, ctx), returnTo)
    redirect(ctx, await startSignIn(services, ctx, { backend, intent: 'connect', proof, returnTo }))
  })

  router.post('/disconnect/:backend/:account', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const { session } = current
    const { backend, account } = ctx.params
    if (!backend || !account) throw new PortcullisError('unknown_account')
    const context = requestContext(ctx)
    const proof = requireRecentLogin(services, ctx, current, `${services.site.basePath}/account`)
    context.retryPath = '/account'
    const outcome = await services.store.atomically((store, retry) =>
      services.pipelines.disconnect.run(
        {
          proof,
          sessionId: session.id,
          backend,
          accountId: account,
          usableBackends: loginMethods(services),
          store,
          retry,
          ownFacts: {},
          now: services.clock(),
        },
        (entry) => {
          context.recorder.recordStep(entry)
        },
      ),
    )
    let revocation: RevocationResult = 'nothing_to_revoke'
    if (!(outcome instanceof Halt)) {
      // Only the session that this account opened has no account and no provider any more.
      const sessionChanges = session.accountId === account ? ({ isDetached: true } as const) : {}
      const renewed = await services.sessions.renew(current, sessionChanges)
      if (!renewed) throw new PortcullisError('login_required', { detail: message('detail.session.ended') })
      await services.http.sessions.attach(ctx, renewed)
      notifyAccessChange(services, ctx, current.user, { kind: 'disconnected', backend })
      revocation = await revoke(services, ctx, outcome)
    }
    const notice = revocation === 'failed' ? 'not-revoked' : 'disconnected'
    redirect(ctx, withFlash(`${services.site.basePath}/account`, notice))
  })
}

/** After the transaction: a provider may take its time, and its response changes nothing here. */
async function revoke(
  { backends }: Pick<Services, 'backends'>,
  ctx: Context,
  { account, tokens }: AccountDeleted,
): Promise<RevocationResult> {
  const startedAt = performance.now()
  const revocation = await backends.providerTokens.revoke(account, tokens)
  requestContext(ctx).recorder.recordStep({
    step: 'revokeTokens',
    reason: message(`because.revoked.${revocation}`),
    ms: Math.round(performance.now() - startedAt),
  })
  return revocation
}

/** The forms of the account page that end sessions of the user. */
export function sessionRoutes(router: Router, services: Services): void {
  const accountPath = `${services.site.basePath}/account`

  // A session may have ended before, in another tab or by itself, which is not an error. The session of another user
  // looks the same.
  router.post('/sessions/:id/end', async (ctx) => {
    const { user } = requireCsrf(services, ctx)
    const id = /^[\w-]{1,64}$/.exec(ctx.params['id'] ?? '')?.[0]
    const hasEnded = id !== undefined && (await services.sessions.endOne(user.id, id))
    redirect(ctx, withFlash(accountPath, hasEnded ? 'session-ended' : 'session-gone'))
  })

  router.post('/sessions/end-others', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const renewed = await services.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: message('detail.session.ended') })
    services.http.knownBrowsers.renew(ctx, current.user, renewed.session.epoch)
    await services.http.sessions.attach(ctx, renewed)
    redirect(ctx, withFlash(accountPath, 'others-ended'))
  })

  router.post('/sessions/end-all', async (ctx) => {
    const { user } = requireCsrf(services, ctx)
    await services.flows.partials.discardForBrowser(services.http.browserCookie.id(ctx))
    await services.sessions.endAll(user.id)
    await services.http.sessions.end(ctx)
    redirect(ctx, withFlash(`${services.site.basePath}/login`, 'all-ended'))
  })
}

/** The pages that ask before something that cannot be undone. Their forms lead to the routes that do it. */
export function accountQuestionRoutes(router: Router, services: Services): void {
  router.get('/disconnect/:backend/:account', async (ctx) => {
    const current = sessionOrLogin(services, ctx, loginPath(`${services.site.basePath}/account`))
    if (current === null) return
    const { backend = '', account: id = '' } = ctx.params
    const accounts = await services.store.listAccounts(current.user.id)
    const account = accounts.find((each) => each.id === id && each.backend === backend)
    if (account === undefined) throw new PortcullisError('unknown_account')
    sendPage(services, ctx, {
      name: 'account-question',
      user: toUserSummary(current.user),
      csrf: current.csrf,
      question: {
        kind: 'disconnect',
        account: {
          backend: backendSummary(services, backend, translatorOf(ctx)),
          label: account.label,
          idEnd: findIdEnd(account, accounts),
        },
        id,
      },
      isRecent: isRecentlyAuthenticated(current, services.clock()),
    })
  })

  router.get('/sessions/end-all', (ctx) => {
    const current = sessionOrLogin(services, ctx, loginPath(`${services.site.basePath}/account`))
    if (current === null) return
    sendPage(services, ctx, {
      name: 'account-question',
      user: toUserSummary(current.user),
      csrf: current.csrf,
      isRecent: true,
      question: { kind: 'sign-out-everywhere' },
    })
  })
}
