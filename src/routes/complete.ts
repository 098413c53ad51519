import type Router from 'koa-router'
import type { Context } from 'koa'
import type { Attempt, Intent } from '../attempt.js'
import { isOfSilentAttempt } from '../attempts/attempts.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { enter } from '../entry/enter.js'
import { Halt } from '../pipeline/pipeline.js'
import type { Current } from '../session/current.js'
import { inPhase, notesOf } from '../web/context.js'
import { formOf } from '../web/forms.js'
import { requireNavigation, requireQuietReturn } from '../web/navigation.js'
import { finishTestLogin } from './admin/providers/test-login.js'
import { arrive, explained, noteIfKnown, stateOf } from './arrive.js'
import { backendOf } from './begin.js'
import { pause } from './continue/pause.js'
import { type Parts, queryParameter, seeOther, visitOf } from './parts.js'
import { finishSilently } from './silent.js'

/** As registered at the provider: with a slash where `callbackSlash` says so. Both lead here, whichever it is. */
const PATHS = ['/complete/:backend', '/complete/:backend/']

/** The redirect URI: where providers send people back, by query or by form. */
export function completeRoutes(router: Router, parts: Parts): void {
  router.get(PATHS, async (ctx) => {
    requireReturn(ctx)
    const name = ctx.params['backend'] ?? ''
    noteIfKnown(parts, ctx, name)
    const query = new URLSearchParams(ctx.querystring)
    const arrived = await explained(parts, name, () => arrive(parts, ctx, name, query))
    if (!arrived) return
    const { attempt, callback } = arrived
    const { intent } = attempt
    if (intent === 'test') {
      await finishTestLogin(parts, ctx, attempt, callback)
      return
    }
    const backend = await backendOf(parts, attempt)
    if (intent === 'silent') await finishSilently(parts, ctx, backend, { ...attempt, intent }, callback)
    else await finish(parts, ctx, backend, { ...attempt, intent }, callback)
  })

  // The browser sends no Lax cookies with this cross-site POST, so the answer waits in the attempt for a GET.
  router.post(PATHS, async (ctx) => {
    const name = ctx.params['backend'] ?? ''
    noteIfKnown(parts, ctx, name, { kind: null })
    await explained(parts, name, async () => {
      const form = formOf(ctx)
      const state = stateOf(form)
      if (ctx.querystring !== '')
        throw new PortcullisError('callback_invalid', { detail: 'a form answer with a query' })
      await parts.attempts.park({ state, backend: name }, form)
      const address = `${parts.site.basePath}/complete/${encodeURIComponent(name)}`
      seeOther(ctx, `${address}?${new URLSearchParams({ state }).toString()}`)
    })
  })
}

/** A person comes back by a navigation of the window; only a silent attempt may come back in a frame that began it. */
function requireReturn(ctx: Context): void {
  const state = queryParameter(ctx, 'state')
  if (state !== null && isOfSilentAttempt(state)) requireQuietReturn(ctx)
  else requireNavigation(ctx)
}

/** Provider, pipeline, session, and on to where the visitor wanted to go. */
async function finish(
  parts: Parts,
  ctx: Context,
  backend: Backend,
  attempt: Attempt & { readonly intent: Intent },
  callback: URLSearchParams,
): Promise<void> {
  // Who wants to connect must still be signed in, before and after the trip; asked first, so that no code is spent.
  if (attempt.intent === 'connect') await connectingUser(parts, ctx, attempt)
  const identity = await inPhase(ctx, 'provider', (calls) => backend.finish(callback, attempt, calls))
  const current = attempt.intent === 'connect' ? await connectingUser(parts, ctx, attempt) : null
  const { policy } = backend
  const { intent } = attempt
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  const outcome = await inPhase(ctx, 'pipeline', () =>
    enter(parts, { identity, policy, intent, current, ...opening }, notesOf(ctx).trace),
  )
  const { signIn } = notesOf(ctx)
  if (outcome instanceof Halt) {
    seeOther(
      ctx,
      await pause(parts, ctx, outcome, { identity, intent, next: attempt.next, version: attempt.version }),
    )
    return
  }
  if (signIn) signIn.userId = outcome.user.id
  await parts.carrier.carry(ctx, outcome)
  seeOther(ctx, attempt.next)
}

/** Whoever began a connection, still signed in. @throws PortcullisError user_changed */
async function connectingUser(parts: Parts, ctx: Context, attempt: Attempt): Promise<Current> {
  const current = await parts.carrier.load(ctx)
  if (current && current.user.id === attempt.userId) return current
  throw new PortcullisError('user_changed', {
    detail: 'another user, or nobody, is signed in than at the start',
  })
}
