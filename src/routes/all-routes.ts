import type Router from 'koa-router'
import { accountRoutes } from './account.js'
import { adminRoutes } from './admin/routes.js'
import { apiRoutes } from './api/routes.js'
import { callbackRoutes } from './complete.js'
import { continueRoutes } from './continue/routes.js'
import { deviceRoutes } from './device.js'
import { emailRoutes } from './email.js'
import { forwardAuthRoutes } from './forward-auth.js'
import { homeRoutes } from './home.js'
import { liveRoutes } from './live.js'
import { signInRoutes } from './login.js'
import { loggedOutRoutes } from './logged-out.js'
import { logoutReceiverRoutes } from './logout-receivers.js'
import { logoutRoutes } from './logout.js'
import type { Services } from './parts.js'
import { passwordLoginRoutes } from './password-login.js'
import { passwordRoutes } from './password.js'
import { registerRoutes } from './register.js'
import { resetRoutes } from './reset.js'
import { sessionRoutes } from './sessions.js'
import { silentRoutes } from './silent.js'

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
