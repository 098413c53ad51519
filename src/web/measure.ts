import type { Middleware } from 'koa'
import type { ErrorCode } from '../errors.js'
import type { Metrics } from '../metrics/metrics.js'
import { requestContext, type SignInContext } from './context.js'
import { routePattern } from './route-of.js'

/** Measures every request, and counts every sign-in by how it ended. */
export function requestMetrics(metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const start = performance.now()
    await next()
    metrics.request(ctx.method, routePattern(ctx) ?? 'none', ctx.status, (performance.now() - start) / 1000)
    const { signIn, haltedOn, error } = requestContext(ctx)
    if (signIn === null) return
    if (isCounted(signIn, error))
      metrics.signIn(signIn.backend, signIn.transport, error ?? (haltedOn === null ? 'ok' : 'halted'))
    for (const [phase, seconds] of signIn.phases) metrics.phase(signIn.backend, phase, seconds)
  }
}

// A trip that begins is counted when it ends, or when it could not begin; a decision about a device is no sign-in.
function isCounted({ eventKind }: SignInContext, error: ErrorCode | null): boolean {
  return eventKind === null ? error !== null : !eventKind.startsWith('device-')
}
