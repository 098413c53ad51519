import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Attempt } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { InteractionRequiredError, supportsSilentSignIn } from '../backends/capabilities.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { requireSilentNavigation } from '../middleware/csrf.js'
import { requestContext, timed } from '../middleware/request-context.js'
import { allowSameOriginFraming } from '../middleware/security-headers.js'
import { Halt } from '../pipeline/pipeline.js'
import { completeSignIn } from '../pipeline/run.js'
import { sanitizeReturnTo } from '../site.js'
import { clientInfo, queryParam, redirect, sendPage, type Services } from './services.js'
import { requireBackend, startSignIn } from './sign-in.js'

type SilentOutcome = 'signed-in' | 'nobody'

/** The sign-in that asks a provider silently, mostly in a hidden frame of one of our own pages, and its quiet end. */
export function silentRoutes(router: Router, services: Services): void {
  router.get('/login/:backend/silent', async (ctx) => {
    requireSilentNavigation(ctx)
    allowSameOriginFraming(ctx)
    const backend = requireBackend(services, ctx.params['backend'])
    if (!supportsSilentSignIn(backend))
      throw new PortcullisError('unknown_backend', { detail: `${backend.name} is not "silentSignIn": true` })
    const requested = queryParam(ctx, 'next')
    const returnTo =
      requested === null ? silentEndPath(services, backend.name) : sanitizeReturnTo(requested, services.site)
    // Whoever is signed in stays who they are: a frame that nobody sees must not change that.
    if (await services.http.sessions.load(ctx)) {
      redirectWithOutcome(services, ctx, { backend: backend.name, returnTo }, 'signed-in')
      return
    }
    redirect(ctx, await startSignIn(services, ctx, { backend, intent: 'silent', userId: null, returnTo }))
    ctx.status = 302
  })

  router.get('/login/:backend/silent/end', (ctx) => {
    allowSameOriginFraming(ctx)
    requireBackend(services, ctx.params['backend'])
    const isSignedIn = queryParam(ctx, 'outcome') === 'signed-in'
    sendPage(ctx, services.views.render({ name: 'silent-end', isSignedIn }))
  })
}

/**
 * The end of a silent attempt that has come back: a session, or quietly none. A step that has a question for the person
 * ends quietly too, and nothing of it is kept.
 * @throws PortcullisError for whatever is really wrong
 */
export async function finishSilentSignIn(
  services: Services,
  ctx: Context,
  backend: Backend,
  attempt: Attempt,
  callback: URLSearchParams,
): Promise<void> {
  allowSameOriginFraming(ctx)
  // Signed in in another tab meanwhile.
  if (await services.http.sessions.load(ctx)) {
    suppressEvent(ctx)
    redirectWithOutcome(services, ctx, attempt, 'signed-in')
    return
  }
  const identity = await timed(ctx, 'provider', (calls) =>
    withSilentErrors(backend.finish(callback, attempt, calls)),
  )
  const outcome =
    identity && (await timed(ctx, 'pipeline', () => openSession(services, ctx, backend, identity)))
  if (outcome === null || outcome instanceof Halt) {
    suppressEvent(ctx)
    redirectWithOutcome(services, ctx, attempt, 'nobody')
    return
  }
  const { signIn } = requestContext(ctx)
  if (signIn) signIn.userId = outcome.user.id
  await services.http.sessions.attach(ctx, outcome)
  redirectWithOutcome(services, ctx, attempt, 'signed-in')
}

/** Nobody has signed in by this, so neither metrics nor trace count it; a page may ask as often as it likes. */
function suppressEvent(ctx: Context): void {
  const { signIn } = requestContext(ctx)
  if (signIn) signIn.eventKind = null
}

function openSession(services: Services, ctx: Context, { policy }: Backend, identity: Identity) {
  const signInRequest = { identity, policy, intent: 'sign-in', current: null } as const
  const sessionOptions = {
    kind: 'browser',
    clientInfo: clientInfo(services, ctx),
    replacesToken: services.http.sessions.token(ctx),
  } as const
  return completeSignIn(services, { ...signInRequest, ...sessionOptions }, requestContext(ctx).trace)
}

async function withSilentErrors(identity: Promise<Identity>): Promise<Identity | null> {
  try {
    return await identity
  } catch (error) {
    if (error instanceof InteractionRequiredError) return null
    throw error
  }
}

function silentEndPath(services: Services, backend: string): string {
  return `${services.site.basePath}/login/${backend}/silent/end`
}

/** A page of ours says how it ended in its address; one that was wished for as `next` stays as it is. */
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
