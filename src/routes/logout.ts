import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { formOf, single } from '../web/forms.js'
import { afterLogout } from './logged-out.js'
import { type Parts, seeOther } from './parts.js'

/**
 * Ends the session here, and every sign-in that waits for an answer in this browser; and then, where the provider offers it,
 * the session there.
 */
export function logoutRoutes(router: Router, parts: Parts): void {
  router.post('/logout', async (ctx) => {
    const proof = single(formOf(ctx), '_csrf')
    const carriesSession = parts.carrier.token(ctx) !== null
    // A second click, or a tab that was left open, finds nothing to end: that is no fault of the visitor.
    const nothingToEnd = !carriesSession && parts.browser.isKnown(ctx)
    if (!nothingToEnd && (proof === null || !parts.carrier.provesForm(ctx, proof))) {
      throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another session' })
    }
    await parts.partials.dropAllOf(parts.browser.id(ctx))
    const session = parts.carrier.current(ctx)?.session ?? null
    // Ours first: whatever becomes of the trip to the provider, nobody is signed in here any more.
    await parts.carrier.end(ctx)
    seeOther(ctx, await afterLogout(parts, ctx, session))
  })
}
