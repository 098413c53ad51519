import type Router from 'koa-router'
import { page, type Parts } from '../parts.js'
import { requireAdmin } from './administrator.js'
import { adminFrame } from './frame.js'

/** Where administrators arrive. */
export function overviewRoutes(router: Router, parts: Parts): void {
  router.get('/admin', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const [users, sessions] = await Promise.all([
      parts.store.countUsers(),
      parts.store.countSessions(parts.now()),
    ])
    const providers = parts.registry.list().length
    page(
      ctx,
      parts.views.render({
        name: 'admin/overview',
        ...adminFrame(ctx, current, 'overview'),
        ...{ providers, users, sessions },
      }),
    )
  })
}
