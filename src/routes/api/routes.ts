import type Router from 'koa-router'
import type { Parts } from '../parts.js'
import { operations } from './operations.js'

/** The routes of every operation of the API. */
export function apiRoutes(router: Router, parts: Parts): void {
  for (const operation of operations) {
    const handle = operation.handler(parts)
    router.register(operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), [operation.method], async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      await handle(ctx)
    })
  }
}
