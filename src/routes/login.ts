import type Router from 'koa-router'
import type { Context } from 'koa'
import { sanitizeReturnTo } from '../next.js'
import type { FormError } from '../views/index.js'
import { allowFormRedirects } from '../web/headers.js'
import { requireNavigation } from '../web/navigation.js'
import { requireBackend, startSignIn } from './begin.js'
import { displayName } from './face.js'
import { thirdPartyLoginRedirect, readLoginHint } from './initiated.js'
import { readFlash } from './notices.js'
import { sendPage, type Services, queryParam, redirect } from './parts.js'

/** The login page, and the start of a sign-in at one backend. */
export function signInRoutes(router: Router, services: Services): void {
  router.get('/login', (ctx) => {
    const thirdPartyRedirect = thirdPartyLoginRedirect(services, ctx)
    if (thirdPartyRedirect !== null) {
      redirect(ctx, thirdPartyRedirect)
      return
    }
    const next = sanitizeReturnTo(queryParam(ctx, 'next'), services.site)
    // The form for a password leads to `next`, which may be on an allowed origin.
    if (services.passwordBackend !== null) allowFormRedirects(ctx)
    sendPage(ctx, loginPage(services, ctx, { next, username: '', error: null }))
  })

  router.get('/login/:backend', async (ctx) => {
    requireNavigation(ctx)
    const backend = requireBackend(services, ctx.params['backend'])
    const returnTo = sanitizeReturnTo(queryParam(ctx, 'next'), services.site)
    const url = await startSignIn(services, ctx, {
      ...({ backend, intent: 'sign-in', userId: null, returnTo } as const),
      loginHint: readLoginHint(ctx),
    })
    redirect(ctx, url)
    ctx.status = 302
  })
}

/** The login page, with the form for a password where that is switched on. */
export function loginPage(
  services: Services,
  ctx: Context,
  { next, ...form }: { readonly next: string; readonly username: string; readonly error: FormError | null },
): string {
  const current = services.httpSessions.current(ctx)
  const user = current && { name: displayName(current.user), picture: null }
  // What was said about the sign-out is out of date once somebody is signed in again, or tries to.
  const notice = user === null && form.error === null ? readFlash(ctx) : null
  const canSendMail = services.mail !== null
  const links = { reset: canSendMail, register: canSendMail && services.policy.registration === 'open' }
  const password = services.passwordBackend === null ? null : { ...form, ...links }
  const backends = services.registry.list()
  return services.views.render({ name: 'login', backends, next, user, password, notice })
}
