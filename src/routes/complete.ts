import type Router from 'koa-router'
import type { Context } from 'koa'
import type { Attempt, Intent } from '../attempt.js'
import { isOfSilentAttempt } from '../attempts/attempts.js'
import { AttemptRefused } from '../attempts/refusal.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { enter } from '../entry/enter.js'
import { Halt } from '../pipeline/pipeline.js'
import type { Current } from '../session/current.js'
import { inPhase, noteSignIn, notesOf, type SignInNote } from '../web/context.js'
import { formOf, single } from '../web/forms.js'
import { requireNavigation, requireQuietReturn } from '../web/navigation.js'
import { againPath, backendNamed } from './begin.js'
import { pause } from './continue/pause.js'
import { type Parts, queryParameter, seeOther, visitOf } from './parts.js'
import { finishSilently } from './silent.js'

/** The redirect URI: where providers send people back, by query or by form. */
export function completeRoutes(router: Router, parts: Parts): void {
  router.get('/complete/:backend', async (ctx) => {
    requireReturn(ctx)
    const backend = backendNamed(parts, ctx.params['backend'])
    noteSignIn(ctx, backend.name, 'browser')
    const query = new URLSearchParams(ctx.querystring)
    const arrived = await arrive(parts, ctx, backend, query)
    if (!arrived) return
    const { intent, ...attempt } = arrived.attempt
    if (intent === 'silent')
      await finishSilently(parts, ctx, backend, { ...attempt, intent }, arrived.callback)
    else await finish(parts, ctx, backend, { ...attempt, intent }, arrived.callback)
  })

  // The browser sends no Lax cookies with this cross-site POST, so the answer waits in the attempt for a GET.
  router.post('/complete/:backend', async (ctx) => {
    const backend = backendNamed(parts, ctx.params['backend'])
    noteSignIn(ctx, backend.name, 'browser', { kind: null })
    const form = formOf(ctx)
    const state = stateOf(form)
    if (ctx.querystring !== '')
      throw new PortcullisError('callback_invalid', { detail: 'a form answer with a query' })
    await parts.attempts.park({ state, backend: backend.name }, form)
    seeOther(
      ctx,
      `${parts.site.basePath}/complete/${backend.name}?${new URLSearchParams({ state }).toString()}`,
    )
  })
}

/** Uses the attempt up, or sends a visitor home whose other tab, or double click, was faster. */
async function arrive(
  parts: Parts,
  ctx: Context,
  backend: Backend,
  query: URLSearchParams,
): Promise<{ attempt: Attempt; callback: URLSearchParams } | null> {
  const state = stateOf(query)
  const browserIds = parts.browser.identify(ctx, state)
  try {
    const { attempt, begunAt, parked } = await parts.attempts.consume({
      state,
      backend: backend.name,
      browserIds,
    })
    parts.browser.forget(ctx, state)
    const notes = notesOf(ctx)
    notes.reference = attempt.reference
    notes.again = againAfter(attempt)
    if (notes.signIn) Object.assign(notes.signIn, aboutTrip(attempt, begunAt))
    return { attempt, callback: parked ?? query }
  } catch (error) {
    if (!(error instanceof AttemptRefused)) throw error
    if (error.reference !== null) notesOf(ctx).reference = error.reference
    notesOf(ctx).again = againPath(backend.name, error.next)
    if (!error.own || error.next === null || !(await parts.carrier.load(ctx))) throw error
    seeOther(ctx, error.next)
    notesOf(ctx).signIn = null
    return null
  }
}

function againAfter({ intent, backend, next }: Attempt): string {
  if (intent === 'connect') return '/account'
  return againPath(backend, intent === 'silent' ? null : next)
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
  const identity = await inPhase(ctx, 'provider', () => backend.finish(callback, attempt))
  const current = attempt.intent === 'connect' ? await connectingUser(parts, ctx, attempt) : null
  const { policy } = backend
  const { intent } = attempt
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  const outcome = await inPhase(ctx, 'pipeline', () =>
    enter(parts, { identity, policy, intent, current, ...opening }, notesOf(ctx).trace),
  )
  const { signIn } = notesOf(ctx)
  if (outcome instanceof Halt) {
    seeOther(ctx, await pause(parts, ctx, outcome, { identity, intent, next: attempt.next }))
    return
  }
  if (signIn) signIn.userId = outcome.user.id
  await parts.carrier.carry(ctx, outcome)
  seeOther(ctx, attempt.next)
}

/** What the trace tells of a trip that has come back. */
function aboutTrip({ intent, userId }: Attempt, begunAt: Date): Partial<SignInNote> {
  return { intent, userId, begunAt, kind: intent === 'connect' ? 'connected' : 'signed-in' }
}

async function connectingUser(parts: Parts, ctx: Context, attempt: Attempt): Promise<Current> {
  const current = await parts.carrier.load(ctx)
  if (current && current.user.id === attempt.userId) return current
  throw new PortcullisError('user_changed', {
    detail: 'another user, or nobody, is signed in than at the start',
  })
}

function stateOf(parameters: URLSearchParams): string {
  const state = single(parameters, 'state', 200)
  if (state === null) throw new PortcullisError('callback_invalid', { detail: 'no state, or more than one' })
  return state
}
