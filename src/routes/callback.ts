import type { Context } from 'koa'
import type Router from 'koa-router'
import { type Attempt, isReauthentication, isRestart, isSilentState, type SignInIntent } from '../attempt.js'
import { AuthenticationExpiredError } from '../backends/capabilities.js'
import { resolveBackend } from '../backends/resolve-backend.js'
import { redirectUriFor } from '../backends/redirect-uri.js'
import { PortcullisError } from '../errors.js'
import { AttemptRejectedError } from '../flows/attempt-rejection.js'
import { message } from '../locales/messages.js'
import { readForm, singleParam } from '../middleware/body.js'
import { requireNavigation, requireSilentReturn } from '../middleware/csrf.js'
import { requestContext } from '../middleware/request-context.js'
import type { ConnectingSession, SignInPurpose } from '../pipeline/run.js'
import type { SignInRecorder } from '../pipeline/sign-in-recorder.js'
import { finishTestSignIn } from './admin/providers/test-sign-in.js'
import { requireRecentSince } from './current-user.js'
import { finishSignIn } from './finish-sign-in.js'
import { proxiedRequest, queryParam, redirect, type Services } from './services.js'
import { retryPath, startSignIn } from './sign-in.js'
import { finishSilentSignIn } from './silent.js'
import {
  countUnsolicitedResponse,
  forgetUnsolicitedResponses,
  isUnsolicitedResponse,
} from './unsolicited-response.js'

/** As registered at the provider: with a slash where `redirectUriTrailingSlash` says so. Both paths lead here. */
const CALLBACK_PATHS = [false, true].map((redirectUriTrailingSlash) =>
  redirectUriFor('', { name: ':backend', redirectUriTrailingSlash }),
)

/** The redirect URI: providers send users back to it, with a query or with a form. */
export function callbackRoutes(router: Router, services: Services): void {
  router.get(CALLBACK_PATHS, async (ctx) => {
    requireCallbackNavigation(ctx)
    const name = ctx.params['backend'] ?? ''
    if (services.backends.registry.get(name)) requestContext(ctx).recorder.recordSignIn(name, 'browser')
    const params = new URLSearchParams(ctx.querystring)
    if (isUnsolicitedResponse(params, services.backends.registry.get(name))) {
      countUnsolicitedResponse(services, ctx, name)
      requestContext(ctx).recorder.discardSignIn()
      redirect(ctx, `${services.site.basePath}/login/${name}`)
      return
    }
    const consumed = await withBackendCheck(services, name, () =>
      consumeCallback(services, ctx, name, params),
    )
    if (!consumed) return
    const { attempt, startedAt, callback } = consumed
    const { intent } = attempt
    if (intent === 'test') await finishTestSignIn(services, ctx, { attempt, startedAt }, callback)
    else if (intent === 'silent') await finishSilentSignIn(services, ctx, { attempt, startedAt }, callback)
    else await finish(services, ctx, { attempt: { ...attempt, intent }, startedAt }, callback)
  })

  // The browser sends no Lax cookies with this cross-site POST, so its parameters wait in the attempt for a GET.
  router.post(CALLBACK_PATHS, async (ctx) => {
    const name = ctx.params['backend'] ?? ''
    if (services.backends.registry.get(name))
      requestContext(ctx).recorder.recordSignIn(name, 'browser', { eventKind: null })
    await withBackendCheck(services, name, async () => {
      const form = readForm(ctx)
      const state = readState(form)
      if (ctx.querystring !== '')
        throw new PortcullisError('callback_invalid', { detail: message('detail.callback.form') })
      await services.flows.attempts.saveFormPost({ state, backend: name }, form)
      const callbackPath = redirectUriFor(services.site.basePath, { name: encodeURIComponent(name) })
      redirect(ctx, `${callbackPath}?${new URLSearchParams({ state }).toString()}`)
    })
  })
}

/** Users return by a navigation of the window; only a silent attempt may return in the frame that started it. */
function requireCallbackNavigation(ctx: Context): void {
  const state = queryParam(ctx, 'state')
  if (state !== null && isSilentState(state)) requireSilentReturn(ctx)
  else requireNavigation(ctx)
}

/** Consumes the attempt. Returns null for a user whose other tab or double click was faster; they are redirected. */
async function consumeCallback(
  { flows, http }: Pick<Services, 'flows' | 'http'>,
  ctx: Context,
  name: string,
  query: URLSearchParams,
): Promise<{ attempt: Attempt; startedAt: Date; callback: URLSearchParams } | null> {
  const context = requestContext(ctx)
  const { browserCookie, sessions } = http
  const state = readState(query)
  const browserIds = browserCookie.readIds(ctx, state)
  try {
    const { attempt, startedAt, formPostParams } = await flows.attempts.consume({
      state,
      backend: name,
      browserIds,
    })
    browserCookie.forgetState(ctx, state)
    forgetUnsolicitedResponses({ http }, ctx)
    context.retryPath = attemptRetryPath(attempt)
    recordAttempt(context.recorder, attempt, startedAt)
    return { attempt, startedAt, callback: formPostParams ?? query }
  } catch (error) {
    if (!(error instanceof AttemptRejectedError)) throw error
    if (error.reference !== null) context.recorder.useReference(error.reference)
    context.retryPath = retryPath(name, error.returnTo)
    if (!error.isSameBrowser || error.returnTo === null || !(await sessions.load(ctx))) throw error
    redirect(ctx, error.returnTo)
    context.recorder.discardSignIn()
    return null
  }
}

function attemptRetryPath(attempt: Attempt): string {
  const { intent, backend, returnTo } = attempt
  if (intent === 'connect') return '/account'
  if (intent === 'test') return `/admin/providers/${backend}`
  return retryPath(backend, intent === 'silent' ? null : returnTo, isReauthentication(attempt))
}

function recordAttempt(recorder: SignInRecorder, attempt: Attempt, attemptStartedAt: Date): void {
  const { reference, backend, intent, userId } = attempt
  recorder.useReference(reference)
  const eventKind = intent === 'connect' ? 'connected' : 'signed-in'
  // A test is not a sign-in: it has a report, and an event of its own.
  if (intent === 'test') recorder.discardSignIn()
  else recorder.recordSignIn(backend, 'browser', { intent, userId, attemptStartedAt, eventKind })
}

/**
 * Explains a callback that matches no attempt: if no backend has the name in its path, that is the reason. The backend is
 * checked last, because a test sign-in may return to a disabled one.
 */
async function withBackendCheck<T>(
  { backends }: Pick<Services, 'backends'>,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isUnknownAttempt = error instanceof PortcullisError && UNKNOWN_ATTEMPT_CODES.has(error.code)
    if (isUnknownAttempt) backends.registry.require(name)
    throw error
  }
}

const UNKNOWN_ATTEMPT_CODES: ReadonlySet<string> = new Set([
  'attempt_unknown',
  'callback_invalid',
  'wrong_content_type',
])

/** The identity from the provider, then pipeline, session and cookie, and finally the page that the user wanted. */
async function finish(
  services: Services,
  ctx: Context,
  started: StartedAttempt & { readonly attempt: { readonly intent: SignInIntent } },
  callback: URLSearchParams,
): Promise<void> {
  const { recorder } = requestContext(ctx)
  const { attempt } = started
  const { intent, returnTo, version, versionId } = attempt
  const backend = await resolveBackend(services.backends, attempt, started.startedAt)
  // Checked before the code is redeemed, so that it is not spent for another user, and again afterwards.
  if (intent === 'connect') await requireConnectingSession(services, ctx, started)
  const identity = await recorder
    .time('provider', () =>
      backend.finish(callback, attempt, recorder, proxiedRequest(services, ctx, backend)),
    )
    .catch((error: unknown) => {
      if (error instanceof AuthenticationExpiredError && !isRestart(attempt)) return null
      throw error
    })
  const purpose: SignInPurpose =
    intent === 'connect'
      ? { intent, connecting: await requireConnectingSession(services, ctx, started) }
      : { intent }
  if (identity === null) {
    const restart =
      purpose.intent === 'connect'
        ? { intent: purpose.intent, proof: purpose.connecting.proof }
        : { intent: purpose.intent, isReauthentication: isReauthentication(attempt) }
    redirect(ctx, await startSignIn(services, ctx, { backend, returnTo, isRestart: true, ...restart }))
    return
  }
  const { policy } = backend
  await finishSignIn(services, ctx, { identity, policy, ...purpose, returnTo, version, versionId })
}

/** An attempt, and when it was started. */
interface StartedAttempt {
  readonly attempt: Attempt
  readonly startedAt: Date
}

/**
 * The session of the user who asked to connect an account. Registering at the provider takes time, so they must have
 * authenticated recently when they asked, or now.
 * @throws PortcullisError session_user_changed, reauthentication_required
 */
async function requireConnectingSession(
  services: Services,
  ctx: Context,
  { attempt, startedAt }: StartedAttempt,
): Promise<ConnectingSession> {
  const current = await services.http.sessions.load(ctx)
  if (current && current.user.id === attempt.userId)
    return { current, proof: requireRecentSince(services, ctx, current, startedAt) }
  throw new PortcullisError('session_user_changed', {
    detail: message('detail.callback.userGone'),
  })
}

/** The state of a callback. @throws PortcullisError callback_invalid */
function readState(params: URLSearchParams): string {
  const state = singleParam(params, 'state', 200)
  if (state === null)
    throw new PortcullisError('callback_invalid', { detail: message('detail.callback.states') })
  return state
}
