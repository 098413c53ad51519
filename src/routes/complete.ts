import type Router from 'koa-router'
import type { Context } from 'koa'
import type { Attempt, SignInIntent } from '../attempt.js'
import { isSilentState } from '../attempts/attempts.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { completeSignIn } from '../entry/enter.js'
import { Halt } from '../pipeline/pipeline.js'
import type { CurrentSession } from '../session/current.js'
import { timed, requestContext } from '../web/context.js'
import { readForm } from '../web/forms.js'
import { requireNavigation, requireSilentReturn } from '../web/navigation.js'
import { finishTestSignIn } from './admin/providers/test-login.js'
import { consumeCallback, withBackendCheck, recordIfKnownBackend, readState } from './arrive.js'
import { resolveBackend } from './begin.js'
import { pauseSignIn } from './continue/pause.js'
import { type Services, queryParam, redirect, clientInfo } from './parts.js'
import { finishSilentSignIn } from './silent.js'

/** As registered at the provider: with a slash where `callbackSlash` says so. Both lead here, whichever it is. */
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
      await services.attempts.saveFormPost({ state, backend: name }, form)
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
    replacesToken: services.httpSessions.token(ctx),
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
  await services.httpSessions.attach(ctx, outcome)
  redirect(ctx, attempt.returnTo)
}

/** Whoever began a connection, still signed in. @throws PortcullisError user_changed */
async function requireConnectingUser(
  services: Services,
  ctx: Context,
  attempt: Attempt,
): Promise<CurrentSession> {
  const current = await services.httpSessions.load(ctx)
  if (current && current.user.id === attempt.userId) return current
  throw new PortcullisError('user_changed', {
    detail: 'another user, or nobody, is signed in than at the start',
  })
}
