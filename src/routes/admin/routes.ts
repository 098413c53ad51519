import type Router from 'koa-router'
import type { Services } from '../parts.js'
import { eventRoutes } from './events.js'
import { overviewRoutes } from './overview.js'
import { providerRoutes } from './providers/routes.js'
import { signInAuditRoutes } from './sign-ins.js'
import { userRoutes } from './users.js'

/** The pages of administrators; each of them asks first whether it is one. */
export function adminRoutes(router: Router, services: Services): void {
  overviewRoutes(router, services)
  providerRoutes(router, services)
  userRoutes(router, services)
  signInAuditRoutes(router, services)
  eventRoutes(router, services)
}
