import type { Middleware } from 'koa'
import type { ErrorCode } from '../errors.js'
import type { Metrics } from '../metrics/metrics.js'
import { notesOf, type SignInNote } from './context.js'
import { routeOf } from './route-of.js'

/** Measures every request, and counts every sign-in by how it ended. */
export function measure(metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const start = performance.now()
    await next()
    metrics.request(ctx.method, routeOf(ctx) ?? 'none', ctx.status, (performance.now() - start) / 1000)
    const { signIn, halted, error } = notesOf(ctx)
    if (signIn === null) return
    if (isCounted(signIn, error))
      metrics.signIn(signIn.backend, signIn.carrier, error ?? (halted === null ? 'ok' : 'halted'))
    for (const [phase, seconds] of signIn.phases) metrics.phase(signIn.backend, phase, seconds)
  }
}

// A trip that begins is counted when it ends, or when it could not begin; a decision about a device is no sign-in.
function isCounted({ kind }: SignInNote, error: ErrorCode | null): boolean {
  return kind === null ? error !== null : !kind.startsWith('device-')
}
