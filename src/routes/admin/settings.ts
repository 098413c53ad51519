import type Router from 'koa-router'
import { sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'

/** The settings, read only: what each is, and where it comes from. */
export function settingsRoutes(router: Router, services: Services): void {
  router.get('/admin/settings', (ctx) => {
    const current = requireAdmin(services, ctx)
    const page = { name: 'admin/settings', ...adminLayout(ctx, current, 'settings') } as const
    sendPage(services, ctx, { ...page, settings: services.settingSources })
  })
}
