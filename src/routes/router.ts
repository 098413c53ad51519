import Router from 'koa-router'
import { accountRoutes, sessionRoutes } from './account.js'
import { adminRoutes } from './admin/routes.js'
import { apiRoutes } from './api/routes.js'
import { callbackRoutes } from './callback.js'
import { continueRoutes } from './continue/routes.js'
import { deviceRoutes } from './device.js'
import { emailRoutes } from './email.js'
import { forwardAuthRoutes } from './forward-auth.js'
import { homeRoutes, liveRoutes } from './home.js'
import { loggedOutRoutes, logoutRoutes } from './logout.js'
import { passwordRoutes } from './password/change.js'
import { validatePathParams } from './path-params.js'
import { registerRoutes } from './password/register.js'
import { resetRoutes } from './password/reset.js'
import { passwordLoginRoutes } from './password/sign-in.js'
import { logoutReceiverRoutes } from './provider-logout.js'
import type { Services } from './services.js'
import { signInRoutes } from './sign-in.js'
import { silentRoutes } from './silent.js'

/** Every address of the site. */
export function createRouter(services: Services): Router {
  const router = new Router({ prefix: services.site.basePath, strict: true, sensitive: true })
  validatePathParams(router)
  for (const add of ALL_ROUTES) add(router, services)
  return router
}

/** Adds addresses to the router, and answers them. */
type AddRoutes = (router: Router, services: Services) => void

/** Every address of the site, in the order in which a reader would look for it. */
export const ALL_ROUTES: readonly AddRoutes[] = [
  homeRoutes,
  signInRoutes,
  silentRoutes,
  callbackRoutes,
  continueRoutes,
  accountRoutes,
  logoutRoutes,
  loggedOutRoutes,
  logoutReceiverRoutes,
  sessionRoutes,
  passwordLoginRoutes,
  passwordRoutes,
  registerRoutes,
  resetRoutes,
  emailRoutes,
  deviceRoutes,
  adminRoutes,
  apiRoutes,
  forwardAuthRoutes,
  liveRoutes,
]
