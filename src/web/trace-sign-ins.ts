import type { Context, Middleware } from 'koa'
import { ERROR_KINDS } from '../errors.js'
import type { Journal } from '../journal/journal.js'
import type { SignInEvent, SignInKind } from '../journal/sign-in-event.js'
import { networkOf } from '../limits/network-of.js'
import { browserName } from './browser-name.js'
import { notesOf, type RequestNotes, type SignInNote } from './context.js'
import type { TrustedProxies } from './proxy.js'

/** Gives each request about a sign-in to the journal, with what was noted about it on the way. */
export function traceSignIns(parts: {
  readonly journal: Journal
  readonly proxies: TrustedProxies
  readonly now: () => Date
}): Middleware {
  return async (ctx, next) => {
    await next()
    const notes = notesOf(ctx)
    const { signIn } = notes
    const kind = signIn && kindOf(signIn, notes)
    if (signIn === null || kind === null) return
    const event = eventOf(ctx, { signIn, notes, kind, at: parts.now() })
    if (notes.error === null) parts.journal.keep(event)
    else await parts.journal.keepFailure(event, networkOf(parts.proxies.clientAddress(ctx.req)))
  }
}

function kindOf(signIn: SignInNote, { error, halted }: RequestNotes): SignInKind | null {
  if (error === null) return halted === null ? signIn.kind : 'halted'
  if (signIn.begins) return 'began-badly'
  return ERROR_KINDS[error].status < 500 ? 'refused' : 'failed'
}

function eventOf(
  ctx: Context,
  {
    signIn,
    notes,
    kind,
    at,
  }: {
    readonly signIn: SignInNote
    readonly notes: RequestNotes
    readonly kind: SignInKind
    readonly at: Date
  },
): SignInEvent {
  const { backend, intent, carrier, begunAt, userId, phases, calls } = signIn
  const known = notes.trace.findLast((note) => note.userId !== undefined)?.userId
  return {
    kind,
    at,
    reference: notes.reference,
    backend,
    userId: userId ?? known ?? null,
    code: notes.error,
    ...{ intent, carrier, begunAt, calls },
    tripMs: begunAt && at.getTime() - begunAt.getTime(),
    browser: browserName(ctx.get('User-Agent') || null),
    error: notes.errorDetail,
    steps: notes.trace.map(({ step, because, ms, ended = null }) => ({ step, because, ms, ended })),
    phases: [...phases].map(([phase, seconds]) => ({ phase, ms: Math.round(seconds * 1000) })),
  }
}
