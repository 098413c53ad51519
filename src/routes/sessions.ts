import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { withNotice } from './notices.js'
import { type Parts, requireForm, seeOther } from './parts.js'

/** The forms of the account page that end one's sessions. */
export function sessionRoutes(router: Router, parts: Parts): void {
  const account = `${parts.site.basePath}/account`

  // Where it had ended before, in another tab or by itself, there is no fault to report; a stranger's looks the same.
  router.post('/sessions/:id/end', async (ctx) => {
    const { user } = requireForm(parts, ctx)
    const id = /^[\w-]{1,64}$/.exec(ctx.params['id'] ?? '')?.[0]
    const ended = id !== undefined && (await parts.sessions.endOne(user.id, id))
    seeOther(ctx, withNotice(account, ended ? 'session-ended' : 'session-gone'))
  })

  router.post('/sessions/end-others', async (ctx) => {
    const renewed = await parts.sessions.endOthers(requireForm(parts, ctx))
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    await parts.carrier.carry(ctx, renewed)
    seeOther(ctx, withNotice(account, 'others-ended'))
  })

  router.post('/sessions/end-all', async (ctx) => {
    const { user } = requireForm(parts, ctx)
    await parts.partials.dropAllOf(parts.browser.id(ctx))
    await parts.sessions.endAll(user.id)
    await parts.carrier.end(ctx)
    seeOther(ctx, withNotice(`${parts.site.basePath}/login`, 'all-ended'))
  })
}
