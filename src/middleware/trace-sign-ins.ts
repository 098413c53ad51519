import type { Context, Middleware } from 'koa'
import type { SignInEvent, SignInKind } from '../audit/sign-in-event.js'
import type { TraceWriter } from '../audit/trace-writer.js'
import { ERROR_KINDS } from '../errors.js'
import { networkKey } from '../rate-limit/rate-limiter.js'
import { browserName, type TrustedProxies } from './client-info.js'
import { requestContext, type RequestContext, type SignInContext } from './request-context.js'

/** Gives each request about a sign-in to the journal, with what was noted about it on the way. */
export function traceSignIns(deps: {
  readonly traceWriter: TraceWriter
  readonly trustedProxies: TrustedProxies
  readonly clock: () => Date
}): Middleware {
  return async (ctx, next) => {
    await next()
    const context = requestContext(ctx)
    const { signIn } = context
    const kind = signIn && eventKind(signIn, context)
    if (signIn === null || kind === null) return
    const event = toSignInEvent(ctx, { signIn, context, kind, at: deps.clock() })
    if (context.error === null) deps.traceWriter.record(event)
    else await deps.traceWriter.recordFailure(event, networkKey(deps.trustedProxies.clientAddress(ctx.req)))
  }
}

function eventKind(signIn: SignInContext, { error, haltedOn }: RequestContext): SignInKind | null {
  if (error === null) return haltedOn === null ? signIn.eventKind : 'halted'
  if (signIn.isStart) return 'began-badly'
  return ERROR_KINDS[error].status < 500 ? 'refused' : 'failed'
}

function toSignInEvent(
  ctx: Context,
  {
    signIn,
    context,
    kind,
    at,
  }: {
    readonly signIn: SignInContext
    readonly context: RequestContext
    readonly kind: SignInKind
    readonly at: Date
  },
): SignInEvent {
  const { backend, intent, transport, begunAt, userId, phases, calls } = signIn
  const tracedUserId = context.trace.findLast((entry) => entry.userId !== undefined)?.userId
  return {
    kind,
    at,
    reference: context.reference,
    backend,
    userId: userId ?? tracedUserId ?? null,
    code: context.error,
    ...{ intent, carrier: transport, begunAt, calls },
    tripMs: begunAt && at.getTime() - begunAt.getTime(),
    browser: browserName(ctx.get('User-Agent') || null),
    error: context.errorDetail,
    steps: context.trace.map(({ step, reason, ms, ended = null }) => ({ step, because: reason, ms, ended })),
    phases: [...phases].map(([phase, seconds]) => ({ phase, ms: Math.round(seconds * 1000) })),
  }
}
