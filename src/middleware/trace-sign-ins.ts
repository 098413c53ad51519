import { ENGLISH } from '../locales/locales.js'
import type { Middleware } from 'koa'
import type { TraceWriter } from '../audit/trace-writer.js'
import { networkKey } from '../rate-limit/rate-limiter.js'
import { browserName, type TrustedProxies } from './client-info.js'
import { requestContext } from './request-context.js'

/** Writes the event of each request about a sign-in to the trace, after the request. */
export function traceSignIns(deps: {
  readonly traceWriter: TraceWriter
  readonly trustedProxies: TrustedProxies
  readonly clock: () => Date
}): Middleware {
  return async (ctx, next) => {
    await next()
    const { recorder, error } = requestContext(ctx)
    if (recorder.signIn === null) return
    const browser = browserName(ctx.get('User-Agent') || null, ENGLISH)
    const event = recorder.toEvent({ at: deps.clock(), browser, error })
    if (event === null) return
    if (error === null) deps.traceWriter.record(event)
    else await deps.traceWriter.recordFailure(event, networkKey(deps.trustedProxies.clientAddress(ctx.req)))
  }
}
