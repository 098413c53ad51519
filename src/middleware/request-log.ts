import type { Context, Middleware } from 'koa'
import type { Logger } from 'pino'
import type { SignInKind } from '../audit/sign-in-event.js'
import type { PortcullisError } from '../errors.js'
import type { Metrics } from '../metrics.js'
import type { SignInDetails } from '../pipeline/sign-in-recorder.js'
import { SPAN_ERROR, withRequestSpan } from '../telemetry.js'
import type { TrustedProxies } from './client-info.js'
import { requestContext } from './request-context.js'

// A word this long in a path may be a secret that was put in the wrong place.
const LONG_TOKEN = /[\w.~-]{32,}/g

// Probes come every few seconds, from each load balancer.
const PROBE_PATHS = new Set(['/healthz', '/readyz'])

export interface AccessLogDeps {
  readonly log: Logger
  readonly trustedProxies: TrustedProxies
  /** The ID of the signed-in user; null without a session, and where the path loads none. */
  readonly currentUserId: (ctx: Context) => string | null
}

/**
 * Writes one log line for each request, without the query, which may contain codes and states. The response names its
 * request: `X-Request-Id`, and the reference that error pages show.
 */
export function accessLog({ log, trustedProxies, currentUserId }: AccessLogDeps): Middleware {
  return async (ctx, next) => {
    const start = performance.now()
    const { ids, recorder } = requestContext(ctx)
    await next()
    const ms = Math.round((performance.now() - start) * 100) / 100
    const { reference, steps, signIn } = recorder
    if (!ctx.res.headersSent) {
      ctx.res.setHeader('X-Request-Id', ids.requestId)
      ctx.res.setHeader('Portcullis-Reference', reference)
    }
    // The pattern of the route where there is one, because a raw path contains whatever a stranger typed.
    const line = {
      method: ctx.method,
      path: routePattern(ctx) ?? ctx.path.slice(0, 200).replace(LONG_TOKEN, '[long]'),
      status: ctx.status,
      ms,
      reference,
      requestId: ids.requestId,
      ...(ids.traceId === null ? {} : { traceId: ids.traceId }),
      address: trustedProxies.clientAddress(ctx.req),
      userId: currentUserId(ctx) ?? signIn?.userId ?? null,
    }
    const level = PROBE_PATHS.has(ctx.path) ? 'debug' : 'info'
    log[level](steps.length > 0 ? { ...line, trace: steps } : line, 'request')
  }
}

/**
 * Records each request as a span of OpenTelemetry, if an SDK does so. It is outside the access log, so that its lines
 * have the trace ID.
 */
export function requestSpan(): Middleware {
  return (ctx, next) =>
    withRequestSpan(ctx.headers, ctx.method, async (span) => {
      await next()
      if (span === null) return
      const route = routePattern(ctx)
      if (route !== null) span.updateName(`${ctx.method} ${route}`)
      span.setAttributes({
        'http.request.method': ctx.method,
        'http.response.status_code': ctx.status,
        'portcullis.reference': requestContext(ctx).recorder.reference,
        ...(route === null ? {} : { 'http.route': route }),
      })
      // Errors of the server only, by the conventions of OpenTelemetry.
      if (ctx.status >= 500) span.setStatus({ code: SPAN_ERROR })
    })
}

/** Measures every request, and counts every sign-in by its result. */
export function requestMetrics(metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const start = performance.now()
    await next()
    metrics.request(ctx.method, routePattern(ctx) ?? 'none', ctx.status, (performance.now() - start) / 1000)
    const { recorder, error } = requestContext(ctx)
    const { signIn, haltedOn } = recorder
    if (signIn === null) return
    if (isCounted(signIn, error))
      metrics.signIn(signIn.backend, signIn.transport, error?.code ?? (haltedOn === null ? 'ok' : 'halted'))
    for (const [phase, seconds] of recorder.phases) metrics.phase(signIn.backend, phase, seconds)
  }
}

// The decision about a device and a logout are not sign-ins.
const NOT_COUNTED_KINDS: ReadonlySet<SignInKind> = new Set([
  'device-approved',
  'device-denied',
  'logout-refused',
])

// The start of an attempt is counted only when it fails, because its end is counted later.
function isCounted({ eventKind }: SignInDetails, error: PortcullisError | null): boolean {
  return eventKind === null ? error !== null : !NOT_COUNTED_KINDS.has(eventKind)
}

/**
 * The pattern of the route that responded, such as `/login/:backend`; null where none did. It contains nothing from
 * the request.
 */
function routePattern(ctx: Context): string | null {
  const route: unknown = ctx['_matchedRoute']
  return typeof route === 'string' ? route : null
}
