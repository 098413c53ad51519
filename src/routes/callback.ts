import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Attempt, SignInIntent } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { AttemptRejectedError, isSilentState } from '../flows/attempts.js'
import { readForm, singleParam } from '../middleware/body.js'
import { requireNavigation, requireSilentReturn } from '../middleware/csrf.js'
import { recordSignIn, requestContext, timed } from '../middleware/request-context.js'
import { Halt } from '../pipeline/pipeline.js'
import { completeSignIn } from '../pipeline/run.js'
import type { CurrentSession } from '../sessions/session-store.js'
import { finishTestSignIn } from './admin/providers/test-sign-in.js'
import { pauseSignIn } from './continue/pause.js'
import { clientInfo, queryParam, redirect, type Services } from './services.js'
import { requireBackend, resolveBackend, retryPath } from './sign-in.js'
import { finishSilentSignIn } from './silent.js'

/** As registered at the provider: with a slash where `redirectUriTrailingSlash` says so. Both lead here, whichever it is. */
const CALLBACK_PATHS = ['/complete/:backend', '/complete/:backend/']

/** The redirect URI: where providers send people back, by query or by form. */
export function callbackRoutes(router: Router, services: Services): void {
  router.get(CALLBACK_PATHS, async (ctx) => {
    requireCallbackNavigation(ctx)
    const name = ctx.params['backend'] ?? ''
    recordIfKnownBackend(services, ctx, name)
    const query = new URLSearchParams(ctx.querystring)
    const result = await withBackendCheck(services, name, () => consumeCallback(services, ctx, name, query))
    if (!result) return
    const { attempt, callback } = result
    const { intent } = attempt
    if (intent === 'test') {
      await finishTestSignIn(services, ctx, attempt, callback)
      return
    }
    const backend = await resolveBackend(services, attempt)
    if (intent === 'silent')
      await finishSilentSignIn(services, ctx, backend, { ...attempt, intent }, callback)
    else await finishSignIn(services, ctx, backend, { ...attempt, intent }, callback)
  })

  // The browser sends no Lax cookies with this cross-site POST, so the answer waits in the attempt for a GET.
  router.post(CALLBACK_PATHS, async (ctx) => {
    const name = ctx.params['backend'] ?? ''
    recordIfKnownBackend(services, ctx, name, { eventKind: null })
    await withBackendCheck(services, name, async () => {
      const form = readForm(ctx)
      const state = readState(form)
      if (ctx.querystring !== '')
        throw new PortcullisError('callback_invalid', { detail: 'a form answer with a query' })
      await services.flows.attempts.saveFormPost({ state, backend: name }, form)
      const callbackPath = `${services.site.basePath}/complete/${encodeURIComponent(name)}`
      redirect(ctx, `${callbackPath}?${new URLSearchParams({ state }).toString()}`)
    })
  })
}

/** A person comes back by a navigation of the window; only a silent attempt may come back in a frame that began it. */
function requireCallbackNavigation(ctx: Context): void {
  const state = queryParam(ctx, 'state')
  if (state !== null && isSilentState(state)) requireSilentReturn(ctx)
  else requireNavigation(ctx)
}

/** Provider, pipeline, session, and on to where the visitor wanted to go. */
async function finishSignIn(
  services: Services,
  ctx: Context,
  backend: Backend,
  attempt: Attempt & { readonly intent: SignInIntent },
  callback: URLSearchParams,
): Promise<void> {
  // Who wants to connect must still be signed in, before and after the trip; asked first, so that no code is spent.
  if (attempt.intent === 'connect') await requireConnectingUser(services, ctx, attempt)
  const identity = await timed(ctx, 'provider', (calls) => backend.finish(callback, attempt, calls))
  const current = attempt.intent === 'connect' ? await requireConnectingUser(services, ctx, attempt) : null
  const { policy } = backend
  const { intent } = attempt
  const sessionOptions = {
    kind: 'browser',
    clientInfo: clientInfo(services, ctx),
    replacesToken: services.http.sessions.token(ctx),
  } as const
  const outcome = await timed(ctx, 'pipeline', () =>
    completeSignIn(
      services,
      { identity, policy, intent, current, ...sessionOptions },
      requestContext(ctx).trace,
    ),
  )
  const { signIn } = requestContext(ctx)
  if (outcome instanceof Halt) {
    redirect(
      ctx,
      await pauseSignIn(services, ctx, outcome, {
        identity,
        intent,
        returnTo: attempt.returnTo,
        version: attempt.version,
      }),
    )
    return
  }
  if (signIn) signIn.userId = outcome.user.id
  await services.http.sessions.attach(ctx, outcome)
  redirect(ctx, attempt.returnTo)
}

/** Whoever began a connection, still signed in. @throws PortcullisError session_user_changed */
async function requireConnectingUser(
  services: Services,
  ctx: Context,
  attempt: Attempt,
): Promise<CurrentSession> {
  const current = await services.http.sessions.load(ctx)
  if (current && current.user.id === attempt.userId) return current
  throw new PortcullisError('session_user_changed', {
    detail: 'another user, or nobody, is signed in than at the start',
  })
}

/**
 * What an answer to no attempt means: where no backend has the name, that is the reason. It is asked for last, since a
 * test login may come back to a backend that is not in use.
 */
export async function withBackendCheck<T>(
  services: Services,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isUnknownAttempt = error instanceof PortcullisError && UNKNOWN_ATTEMPT_CODES.has(error.code)
    if (isUnknownAttempt) requireBackend(services, name)
    throw error
  }
}

const UNKNOWN_ATTEMPT_CODES: ReadonlySet<string> = new Set([
  'attempt_unknown',
  'callback_invalid',
  'wrong_content_type',
])

/** Uses the attempt up, or sends a visitor home whose other tab, or double click, was faster. */
export async function consumeCallback(
  services: Services,
  ctx: Context,
  name: string,
  query: URLSearchParams,
): Promise<{ attempt: Attempt; callback: URLSearchParams } | null> {
  const state = readState(query)
  const browserIds = services.http.browserCookie.readIds(ctx, state)
  try {
    const { attempt, startedAt, formPostParams } = await services.flows.attempts.consume({
      state,
      backend: name,
      browserIds,
    })
    services.http.browserCookie.forgetState(ctx, state)
    const context = requestContext(ctx)
    context.reference = attempt.reference
    context.retryPath = retryPathFor(attempt)
    recordAttempt(ctx, attempt, startedAt)
    return { attempt, callback: formPostParams ?? query }
  } catch (error) {
    if (!(error instanceof AttemptRejectedError)) throw error
    if (error.reference !== null) requestContext(ctx).reference = error.reference
    requestContext(ctx).retryPath = retryPath(name, error.returnTo)
    if (!error.sameBrowser || error.returnTo === null || !(await services.http.sessions.load(ctx)))
      throw error
    redirect(ctx, error.returnTo)
    requestContext(ctx).signIn = null
    return null
  }
}

function retryPathFor({ intent, backend, returnTo }: Attempt): string {
  if (intent === 'connect') return '/account'
  if (intent === 'test') return `/admin/providers/${backend}`
  return retryPath(backend, intent === 'silent' ? null : returnTo)
}

/** Notes the sign-in. A name that nobody has given to a backend must not become one in the journal and the metrics. */
export function recordIfKnownBackend(
  services: Services,
  ctx: Context,
  name: string,
  details: Parameters<typeof recordSignIn>[3] = {},
): void {
  if (services.backends.registry.get(name)) recordSignIn(ctx, name, 'browser', details)
}

// A test is no sign-in: it has a report and an event of its own.
function recordAttempt(ctx: Context, { backend, intent, userId }: Attempt, startedAt: Date): void {
  const context = requestContext(ctx)
  if (intent === 'test') {
    context.signIn = null
    return
  }
  const details = {
    intent,
    userId,
    begunAt: startedAt,
    eventKind: intent === 'connect' ? 'connected' : 'signed-in',
  } as const
  Object.assign(context.signIn ?? recordSignIn(ctx, backend, 'browser'), details)
}

/** The state of an answer. @throws PortcullisError callback_invalid */
export function readState(params: URLSearchParams): string {
  const state = singleParam(params, 'state', 200)
  if (state === null) throw new PortcullisError('callback_invalid', { detail: 'no state, or more than one' })
  return state
}
