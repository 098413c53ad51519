import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../partials/partials.js'
import { requestContext } from '../../web/context.js'
import { singleParam } from '../../web/forms.js'
import { retryPath } from '../begin.js'
import { currentUserSummary } from '../face.js'
import { sendPage, type Services } from '../parts.js'
import { resolvePausedBackend } from './party.js'

/**
 * Asks for the proof that a form comes from our page, shown in this browser, about this very sign-in.
 * @throws PortcullisError csrf_failed
 */
export function requirePartialCsrf(
  services: Services,
  ctx: Context,
  form: URLSearchParams,
  { id }: Pick<PausedSignIn, 'id'>,
): void {
  const csrfToken = singleParam(form, '_proof')
  if (csrfToken !== null && services.browserCookie.verifyCsrf(ctx, id, csrfToken)) return
  throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another browser or sign-in' })
}

/** Notes whose failure it is, should the request fail. */
export function recordPartial(ctx: Context, { reference, backend, state }: PausedSignIn): void {
  const context = requestContext(ctx)
  context.reference = reference
  context.retryPath = retryPath(backend, state.returnTo)
}

/** The page after a sign-in was given up. */
export async function sendDiscardedPage(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
): Promise<void> {
  const user = currentUserSummary(services, ctx)
  const { summary: backend } = await resolvePausedBackend(services, paused)
  sendPage(ctx, services.views.render({ name: 'continue-discarded', user, backend }))
}
