import type { Middleware } from 'koa'
import type { Metrics } from '../metrics/metrics.js'
import { notesOf } from './context.js'
import { routeOf } from './route-of.js'

/** Measures every request, and counts every sign-in by how it ended. */
export function measure(metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const start = performance.now()
    await next()
    metrics.request(ctx.method, routeOf(ctx) ?? 'none', ctx.status, (performance.now() - start) / 1000)
    const { signIn, halted, error } = notesOf(ctx)
    if (signIn === null) return
    metrics.signIn(signIn.backend, signIn.carrier, error ?? (halted === null ? 'ok' : 'halted'))
    for (const [phase, seconds] of signIn.phases) metrics.phase(signIn.backend, phase, seconds)
  }
}
