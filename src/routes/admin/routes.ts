import type Router from 'koa-router'
import type { Parts } from '../parts.js'
import { eventRoutes } from './events.js'
import { overviewRoutes } from './overview.js'
import { providerRoutes } from './providers/routes.js'
import { signInRoutes } from './sign-ins.js'
import { userRoutes } from './users.js'

/** The pages of administrators; each of them asks first whether it is one. */
export function adminRoutes(router: Router, parts: Parts): void {
  overviewRoutes(router, parts)
  providerRoutes(router, parts)
  userRoutes(router, parts)
  signInRoutes(router, parts)
  eventRoutes(router, parts)
}
