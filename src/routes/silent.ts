import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Attempt } from '../attempt.js'
import { InteractionRequiredError, supportsSilentSignIn } from '../backends/capabilities.js'
import { resolveBackend } from '../backends/resolve-backend.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { message } from '../locales/messages.js'
import { requireSilentNavigation } from '../middleware/csrf.js'
import { requestContext } from '../middleware/request-context.js'
import { allowSameOriginFraming } from '../middleware/security-headers.js'
import { Halt } from '../pipeline/pipeline.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../return-to.js'
import { completeInBrowser } from './finish-sign-in.js'
import { queryParam, redirect, sendPage, type Services } from './services.js'
import { startSignIn } from './sign-in.js'

type SilentOutcome = 'signed-in' | 'nobody'

/**
 * A sign-in that asks the provider without showing anything (`prompt=none`), usually in a hidden frame on one of our
 * own pages.
 */
export function silentRoutes(router: Router, services: Services): void {
  router.get('/login/:backend/silent', async (ctx) => {
    requireSilentNavigation(ctx)
    allowSameOriginFraming(ctx)
    const backend = services.backends.registry.require(ctx.params['backend'])
    if (!supportsSilentSignIn(backend))
      throw new PortcullisError('unknown_backend', {
        detail: message('detail.silentOff', { provider: backend.name }),
      })
    const requested = queryParam(ctx, 'next', MAX_RETURN_TO_LENGTH)
    const returnTo =
      requested === null ? silentEndPath(services, backend.name) : sanitizeReturnTo(requested, services.site)
    // A signed-in user stays signed in as themself: a frame that is not visible must not change that.
    if (await services.http.sessions.load(ctx)) {
      redirectWithOutcome(services, ctx, { backend: backend.name, returnTo }, 'signed-in')
      return
    }
    redirect(ctx, await startSignIn(services, ctx, { backend, intent: 'silent', returnTo }))
    ctx.status = 302
  })

  router.get('/login/:backend/silent/end', (ctx) => {
    allowSameOriginFraming(ctx)
    services.backends.registry.require(ctx.params['backend'])
    const isSignedIn = queryParam(ctx, 'outcome') === 'signed-in'
    sendPage(services, ctx, { name: 'silent-end', isSignedIn })
  })
}

/**
 * The callback of a silent attempt: a session, or none. If the provider or a step would have to ask the user, it ends
 * without an error, and nothing is stored.
 * @throws PortcullisError for all other errors
 */
export async function finishSilentSignIn(
  services: Services,
  ctx: Context,
  { attempt, startedAt }: { readonly attempt: Attempt; readonly startedAt: Date },
  callback: URLSearchParams,
): Promise<void> {
  const { recorder } = requestContext(ctx)
  const backend = await resolveBackend(services.backends, attempt, startedAt)
  allowSameOriginFraming(ctx)
  // The user has signed in in another tab meanwhile.
  if (await services.http.sessions.load(ctx)) {
    recorder.suppressEvent()
    redirectWithOutcome(services, ctx, attempt, 'signed-in')
    return
  }
  const identity = await recorder.time('provider', () =>
    withSilentErrors(backend.finish(callback, attempt, recorder)),
  )
  const { policy } = backend
  const outcome =
    identity && (await completeInBrowser(services, ctx, { identity, policy, intent: 'sign-in' }))
  const isSignedIn = outcome !== null && !(outcome instanceof Halt)
  // Without a session this is not an event: a page may try as often as it likes.
  if (!isSignedIn) recorder.suppressEvent()
  redirectWithOutcome(services, ctx, attempt, isSignedIn ? 'signed-in' : 'nobody')
}

async function withSilentErrors(identity: Promise<Identity>): Promise<Identity | null> {
  try {
    return await identity
  } catch (error) {
    if (error instanceof InteractionRequiredError) return null
    throw error
  }
}

function silentEndPath({ site }: Pick<Services, 'site'>, backend: string): string {
  return `${site.basePath}/login/${backend}/silent/end`
}

/** The URL of our own end page gets the outcome; a URL that was requested as `next` stays as it is. */
function redirectWithOutcome(
  services: Services,
  ctx: Context,
  { backend, returnTo }: Pick<Attempt, 'backend' | 'returnTo'>,
  outcome: SilentOutcome,
): void {
  redirect(
    ctx,
    returnTo === silentEndPath(services, backend)
      ? `${returnTo}?${new URLSearchParams({ outcome }).toString()}`
      : returnTo,
  )
}
