import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { withFlash } from './notices.js'
import { type Services, requireCsrf, redirect } from './parts.js'

/** The forms of the account page that end one's sessions. */
export function sessionRoutes(router: Router, services: Services): void {
  const accountPath = `${services.site.basePath}/account`

  // Where it had ended before, in another tab or by itself, there is no fault to report; a stranger's looks the same.
  router.post('/sessions/:id/end', async (ctx) => {
    const { user } = requireCsrf(services, ctx)
    const id = /^[\w-]{1,64}$/.exec(ctx.params['id'] ?? '')?.[0]
    const hasEnded = id !== undefined && (await services.sessions.endOne(user.id, id))
    redirect(ctx, withFlash(accountPath, hasEnded ? 'session-ended' : 'session-gone'))
  })

  router.post('/sessions/end-others', async (ctx) => {
    const renewed = await services.sessions.endOthers(requireCsrf(services, ctx))
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    await services.httpSessions.attach(ctx, renewed)
    redirect(ctx, withFlash(accountPath, 'others-ended'))
  })

  router.post('/sessions/end-all', async (ctx) => {
    const { user } = requireCsrf(services, ctx)
    await services.partials.discardForBrowser(services.browserCookie.id(ctx))
    await services.sessions.endAll(user.id)
    await services.httpSessions.end(ctx)
    redirect(ctx, withFlash(`${services.site.basePath}/login`, 'all-ended'))
  })
}
