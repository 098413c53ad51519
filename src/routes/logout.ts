import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { readForm, singleParam } from '../web/forms.js'
import { logoutRedirect } from './logged-out.js'
import { type Services, redirect } from './parts.js'

/**
 * Ends the session here, and every sign-in that waits for an answer in this browser; and then, where the provider offers it,
 * the session there.
 */
export function logoutRoutes(router: Router, services: Services): void {
  router.post('/logout', async (ctx) => {
    const csrfToken = singleParam(readForm(ctx), '_csrf')
    const hasToken = services.httpSessions.token(ctx) !== null
    // A second click, or a tab that was left open, finds nothing to end: that is no fault of the visitor.
    const hasNothingToEnd = !hasToken && services.browserCookie.hasCookie(ctx)
    if (!hasNothingToEnd && (csrfToken === null || !services.httpSessions.verifyCsrf(ctx, csrfToken))) {
      throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another session' })
    }
    await services.partials.discardForBrowser(services.browserCookie.id(ctx))
    const session = services.httpSessions.current(ctx)?.session ?? null
    // Ours first: whatever becomes of the trip to the provider, nobody is signed in here any more.
    await services.httpSessions.end(ctx)
    redirect(ctx, await logoutRedirect(services, ctx, session))
  })
}
