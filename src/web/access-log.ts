import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { notesOf } from './context.js'
import { routeOf } from './route-of.js'

// As long as this or longer, a word in an address may be a secret that was put into the wrong place.
const LONG_WORD = /[\w.~-]{32,}/g

/** One line a request: never the query, which may hold codes and states. */
export function accessLog(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = process.hrtime.bigint()
    await next()
    const ms = Number((process.hrtime.bigint() - start) / 10_000n) / 100
    const { reference, trace } = notesOf(ctx)
    // The pattern of the route where there is one: raw paths hold whatever a stranger typed.
    const line = {
      method: ctx.method,
      path: routeOf(ctx) ?? ctx.path.slice(0, 200).replace(LONG_WORD, '[long]'),
      status: ctx.status,
      ms,
      reference,
    }
    log.info(trace.length > 0 ? { ...line, trace } : line, 'request')
  }
}
