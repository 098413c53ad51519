import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { withTimeout } from '../timeout.js'

const PROBE_TIMEOUT_MS = 2000

/** What a sign-in needs. */
interface Dependency {
  /** Resolves when it responds. */
  ping(): Promise<unknown>
  /** Resolves when it accepts writes. It is asked at most once a second while it does. */
  checkWritable(): Promise<unknown>
}

const WRITABLE_TTL_MS = 1000

/**
 * `/healthz`: the process responds. `/readyz`: all that a sign-in needs responds and accepts writes, too, and the
 * process is not about to stop; otherwise 503. Neither sets a cookie or tells a version. Both respond under any host name, because probes use IP
 * addresses. The responses must not be cached: a cache would report a process as ready that is not.
 */
export function health(
  dependencies: Readonly<Record<string, Dependency>>,
  stopping: AbortSignal,
  log: Logger,
): Middleware {
  const probes = Object.entries(dependencies).map(([name, each]) => [name, createProbe(each)] as const)
  return async (ctx, next) => {
    if (ctx.path === '/healthz') {
      ctx.set('Cache-Control', 'no-store')
      ctx.body = { status: 'ok' }
    } else if (ctx.path === '/readyz') {
      const results = await Promise.all(
        probes.map(async ([name, probe]) => [name, await probeWithin(name, probe, log)] as const),
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

/** Many load balancers may ask at once, and strangers, too: that must not become many writes. */
function createProbe(dependency: Dependency): () => Promise<void> {
  let writableUntil = 0
  let checking: Promise<void> | null = null
  const checkWritable = async () => {
    await dependency.checkWritable()
    writableUntil = performance.now() + WRITABLE_TTL_MS
  }
  return async () => {
    await dependency.ping()
    if (performance.now() < writableUntil) return
    checking ??= checkWritable().finally(() => {
      checking = null
    })
    await checking
  }
}

async function probeWithin(name: string, probe: () => Promise<void>, log: Logger): Promise<boolean> {
  try {
    await withTimeout(PROBE_TIMEOUT_MS, () => new Error(`${name}: no answer in time`), probe)
    return true
  } catch (error) {
    log.warn({ err: error, probe: name }, 'not ready')
    return false
  }
}
