import type Router from 'koa-router'
import type { Context } from 'koa'
import { safeNext } from '../next.js'
import type { FormFault } from '../views/index.js'
import { allowProviders } from '../web/headers.js'
import { requireNavigation } from '../web/navigation.js'
import { backendNamed, beginAttempt } from './begin.js'
import { displayName } from './face.js'
import { initiatedStart, loginHintOf } from './initiated.js'
import { noticeOf } from './notices.js'
import { page, type Parts, queryParameter, seeOther } from './parts.js'

/** The login page, and the start of a sign-in at one backend. */
export function loginRoutes(router: Router, parts: Parts): void {
  router.get('/login', (ctx) => {
    const initiated = initiatedStart(parts, ctx)
    if (initiated !== null) {
      seeOther(ctx, initiated)
      return
    }
    const next = safeNext(queryParameter(ctx, 'next'), parts.site)
    // The form for a password leads to `next`, which may be on an allowed origin.
    if (parts.passwordBackend !== null) allowProviders(ctx)
    page(ctx, loginPage(parts, ctx, { next, username: '', fault: null }))
  })

  router.get('/login/:backend', async (ctx) => {
    requireNavigation(ctx)
    const backend = backendNamed(parts, ctx.params['backend'])
    const next = safeNext(queryParameter(ctx, 'next'), parts.site)
    const url = await beginAttempt(parts, ctx, {
      ...({ backend, intent: 'sign-in', userId: null, next } as const),
      loginHint: loginHintOf(ctx),
    })
    seeOther(ctx, url)
    ctx.status = 302
  })
}

/** The login page, with the form for a password where that is switched on. */
export function loginPage(
  parts: Parts,
  ctx: Context,
  { next, ...form }: { readonly next: string; readonly username: string; readonly fault: FormFault | null },
): string {
  const current = parts.carrier.current(ctx)
  const user = current && { name: displayName(current.user), picture: null }
  // What was said about the sign-out is out of date once somebody is signed in again, or tries to.
  const notice = user === null && form.fault === null ? noticeOf(ctx) : null
  const sendsMail = parts.mailing !== null
  const helps = { reset: sendsMail, register: sendsMail && parts.house.registration === 'open' }
  const password = parts.passwordBackend === null ? null : { ...form, ...helps }
  const backends = parts.registry.list()
  return parts.views.render({ name: 'login', backends, next, user, password, notice })
}
