import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import type { Store } from '../store/store.js'

const PATIENCE_MS = 2000

/**
 * `/healthz`: the process answers. `/readyz`: the database does, too; 503 otherwise, until it is back. Neither sets a
 * cookie or tells a version, and both answer under any host name, since probes come by address.
 */
export function health(store: Pick<Store, 'queryRows'>, log: Logger): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/healthz') {
      ctx.body = { status: 'ok' }
    } else if (ctx.path === '/readyz') {
      const database = await answers(store, log)
      ctx.status = database ? 200 : 503
      ctx.body = { status: database ? 'ok' : 'unavailable', database }
    } else {
      await next()
    }
  }
}

async function answers(store: Pick<Store, 'queryRows'>, log: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('the database did not answer in time'))
    }, PATIENCE_MS)
  })
  try {
    await Promise.race([store.queryRows('SELECT 1 AS "one"'), patience])
    return true
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return false
  } finally {
    clearTimeout(timer)
  }
}
