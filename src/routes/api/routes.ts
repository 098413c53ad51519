import type Router from 'koa-router'
import type { Services } from '../parts.js'
import { operations } from './operations.js'

/** The routes of every operation of the API. */
export function apiRoutes(router: Router, services: Services): void {
  for (const operation of operations) {
    const handle = operation.handler(services)
    router.register(operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), [operation.method], async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      await handle(ctx)
    })
  }
}
