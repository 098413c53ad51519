import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { withTimeout } from '../timeout.js'

const PROBE_TIMEOUT_MS = 2000

/** Checks a dependency of all requests; resolves when it responds. */
type Probe = () => Promise<unknown>

/**
 * `/healthz`: the process responds. `/readyz`: all its dependencies respond, too, and it is not about to stop;
 * otherwise 503. Neither sets a cookie or tells a version. Both respond under any host name, because probes use IP
 * addresses. The responses must not be cached: a cache would report a process as ready that is not.
 */
export function health(
  probes: Readonly<Record<string, Probe>>,
  stopping: AbortSignal,
  log: Logger,
): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/healthz') {
      ctx.set('Cache-Control', 'no-store')
      ctx.body = { status: 'ok' }
    } else if (ctx.path === '/readyz') {
      const results = await Promise.all(
        Object.entries(probes).map(
          async ([name, probe]) => [name, await probeWithin(name, probe, log)] as const,
        ),
      )
      const isReady = results.every(([, isUp]) => isUp)
      const status = stopping.aborted ? 'stopping' : isReady ? 'ok' : 'unavailable'
      ctx.set('Cache-Control', 'no-store')
      ctx.status = status === 'ok' ? 200 : 503
      ctx.body = { status, ...Object.fromEntries(results) }
    } else {
      await next()
    }
  }
}

async function probeWithin(name: string, probe: Probe, log: Logger): Promise<boolean> {
  try {
    await withTimeout(PROBE_TIMEOUT_MS, () => new Error(`${name}: no answer in time`), probe)
    return true
  } catch (error) {
    log.warn({ err: error, probe: name }, 'not ready')
    return false
  }
}
