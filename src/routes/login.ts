import type Router from 'koa-router'
import { safeNext } from '../next.js'
import { requireNavigation } from '../web/navigation.js'
import { backendNamed, beginAttempt } from './begin.js'
import { noticeOf } from './notices.js'
import { page, type Parts, queryParameter, seeOther } from './parts.js'

/** The login page, and the start of a sign-in at one backend. */
export function loginRoutes(router: Router, parts: Parts): void {
  router.get('/login', (ctx) => {
    const current = parts.carrier.current(ctx)
    const next = safeNext(queryParameter(ctx, 'next'), parts.site)
    const user = current && { name: displayName(current.user), picture: null }
    // What was said about the sign-out is out of date once somebody is signed in again.
    const notice = user === null ? noticeOf(ctx) : null
    const backends = parts.registry.list()
    page(ctx, parts.views.render({ name: 'login', backends, next, user, notice }))
  })

  router.get('/login/:backend', async (ctx) => {
    requireNavigation(ctx)
    const backend = backendNamed(parts, ctx.params['backend'])
    const next = safeNext(queryParameter(ctx, 'next'), parts.site)
    const url = await beginAttempt(parts, ctx, { backend, intent: 'sign-in', userId: null, next })
    seeOther(ctx, url)
    ctx.status = 302
  })
}

/** What to call a user on a page. */
export function displayName(user: { readonly name: string | null; readonly username: string }): string {
  return user.name ?? user.username
}
