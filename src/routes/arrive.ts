import type { Context } from 'koa'
import type { Attempt } from '../attempt.js'
import { AttemptRefused } from '../attempts/refusal.js'
import { PortcullisError } from '../errors.js'
import { noteSignIn, notesOf } from '../web/context.js'
import { single } from '../web/forms.js'
import { againPath, backendNamed } from './begin.js'
import { type Parts, seeOther } from './parts.js'

/**
 * What an answer to no attempt means: where no backend has the name, that is the reason. It is asked for last, since a
 * test login may come back to a backend that is not in use.
 */
export async function explained<T>(parts: Parts, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const homeless = error instanceof PortcullisError && HOMELESS.has(error.code)
    if (homeless) backendNamed(parts, name)
    throw error
  }
}

const HOMELESS: ReadonlySet<string> = new Set(['attempt_unknown', 'callback_invalid', 'wrong_content_type'])

/** Uses the attempt up, or sends a visitor home whose other tab, or double click, was faster. */
export async function arrive(
  parts: Parts,
  ctx: Context,
  name: string,
  query: URLSearchParams,
): Promise<{ attempt: Attempt; callback: URLSearchParams } | null> {
  const state = stateOf(query)
  const browserIds = parts.browser.identify(ctx, state)
  try {
    const { attempt, begunAt, parked } = await parts.attempts.consume({ state, backend: name, browserIds })
    parts.browser.forget(ctx, state)
    const notes = notesOf(ctx)
    notes.reference = attempt.reference
    notes.again = againAfter(attempt)
    noteTrip(ctx, attempt, begunAt)
    return { attempt, callback: parked ?? query }
  } catch (error) {
    if (!(error instanceof AttemptRefused)) throw error
    if (error.reference !== null) notesOf(ctx).reference = error.reference
    notesOf(ctx).again = againPath(name, error.next)
    if (!error.own || error.next === null || !(await parts.carrier.load(ctx))) throw error
    seeOther(ctx, error.next)
    notesOf(ctx).signIn = null
    return null
  }
}

function againAfter({ intent, backend, next }: Attempt): string {
  if (intent === 'connect') return '/account'
  if (intent === 'test') return `/admin/providers/${backend}`
  return againPath(backend, intent === 'silent' ? null : next)
}

/** Notes the sign-in. A name that nobody has given to a backend must not become one in the journal and the metrics. */
export function noteIfKnown(
  parts: Parts,
  ctx: Context,
  name: string,
  more: Parameters<typeof noteSignIn>[3] = {},
): void {
  if (parts.registry.get(name)) noteSignIn(ctx, name, 'browser', more)
}

// A test is no sign-in: it has a report and an event of its own.
function noteTrip(ctx: Context, { backend, intent, userId }: Attempt, begunAt: Date): void {
  const notes = notesOf(ctx)
  if (intent === 'test') {
    notes.signIn = null
    return
  }
  const about = { intent, userId, begunAt, kind: intent === 'connect' ? 'connected' : 'signed-in' } as const
  Object.assign(notes.signIn ?? noteSignIn(ctx, backend, 'browser'), about)
}

/** The state of an answer. @throws PortcullisError callback_invalid */
export function stateOf(parameters: URLSearchParams): string {
  const state = single(parameters, 'state', 200)
  if (state === null) throw new PortcullisError('callback_invalid', { detail: 'no state, or more than one' })
  return state
}
