import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { withTimeout } from '../timeout.js'

const PROBE_TIMEOUT_MS = 2000

/** Something without which no request can be served; the promise ends well when it is there. */
type Probe = () => Promise<unknown>

/**
 * `/healthz`: the process answers. `/readyz`: all that it depends on answers too, and it is not about to stop; 503 otherwise.
 * Neither sets a cookie or tells a version, and both answer under any host name, since probes come by address. Nobody may
 * keep the answers: a cache between would call a process ready that is not.
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
