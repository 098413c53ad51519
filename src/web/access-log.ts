import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { requestContext } from './context.js'
import { routePattern } from './route-of.js'

// As long as this or longer, a word in an address may be a secret that was put into the wrong place.
const LONG_TOKEN = /[\w.~-]{32,}/g

/** One line a request: never the query, which may hold codes and states. */
export function accessLog(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = process.hrtime.bigint()
    await next()
    const ms = Number((process.hrtime.bigint() - start) / 10_000n) / 100
    const { reference, trace } = requestContext(ctx)
    // The pattern of the route where there is one: raw paths hold whatever a stranger typed.
    const line = {
      method: ctx.method,
      path: routePattern(ctx) ?? ctx.path.slice(0, 200).replace(LONG_TOKEN, '[long]'),
      status: ctx.status,
      ms,
      reference,
    }
    log.info(trace.length > 0 ? { ...line, trace } : line, 'request')
  }
}
