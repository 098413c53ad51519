import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { formOf, single } from '../web/forms.js'
import { type Parts, seeOther } from './parts.js'

/** Ends the session here, and every sign-in that waits for an answer in this browser. */
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
    await parts.carrier.end(ctx)
    seeOther(ctx, `${parts.site.basePath}/`)
  })
}
