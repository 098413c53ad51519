import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { translatorOf } from '../middleware/language.js'
import { findIdEnd } from './account-page.js'
import { backendSummary } from './login-methods.js'
import { isRecentlyAuthenticated, loginPath, toUserSummary } from './current-user.js'
import { redirect, sendPage, type Services } from './services.js'

/** The pages that ask before something that cannot be undone. Their forms lead to the routes that do it. */
export function accountQuestionRoutes(router: Router, services: Services): void {
  router.get('/disconnect/:backend/:account', async (ctx) => {
    const current = services.http.sessions.current(ctx)
    if (!current) {
      redirect(ctx, services.site.basePath + loginPath(`${services.site.basePath}/account`))
      return
    }
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
    const current = services.http.sessions.current(ctx)
    if (!current) {
      redirect(ctx, services.site.basePath + loginPath(`${services.site.basePath}/account`))
      return
    }
    sendPage(services, ctx, {
      name: 'account-question',
      user: toUserSummary(current.user),
      csrf: current.csrf,
      isRecent: true,
      question: { kind: 'sign-out-everywhere' },
    })
  })
}
