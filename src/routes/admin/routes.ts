import type Router from 'koa-router'
import type { Parts } from '../parts.js'
import { overviewRoutes } from './overview.js'

/** The pages of administrators; each of them asks first whether it is one. */
export function adminRoutes(router: Router, parts: Parts): void {
  overviewRoutes(router, parts)
}
