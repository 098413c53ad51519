/*
 * Routes: HTTP only, one file for each resource. A handler reads the request, calls flows, pipeline or sessions, and responds
 * with a page, a redirect or JSON. services.ts has what they work with; what fails is thrown as a `PortcullisError`.
 *
 *   sign-in.ts           GET /login, /login/:backend             start of a sign-in   silent.ts  the same without a page
 *   email-login/         /login/email/...: the address, the code and the link of EMAIL_LOGIN
 *   callback.ts          GET, POST /complete/:backend            return from the provider
 *   finish-sign-in.ts    the end of every sign-in of a browser: pipeline, session, cookie, or a pause
 *   continue/            /continue/:partial, /continue/mail/...  a sign-in that asks the user something
 *   password/            POST /login, /register, /forgot, /reset, /account/password
 *   account.ts           /account, /connect, /disconnect, /sessions           email.ts  /account/email
 *   profile.ts           /account/profile, /account/username
 *   user-data.ts         /account/data, /account/delete
 *   logout.ts            /logout, /logged-out                provider-logout.ts  /logout/frontchannel, /logout/backchannel
 *   device.ts            /device: the user approves a device; api/device-grant.ts is the device's side
 *   browser-session.ts   keeps sessions of devices and programs away from pages of people
 *   setup.ts             /setup: the link that makes the first administrator
 *   forward-auth.ts      /forward-auth: proxies ask whether a request may pass
 *   home.ts              /, /live         language.ts  /language: the language of the pages
 *   health.ts  /healthz, /readyz (before the router)
 *   api/                 /api: JSON for programs, each an `Operation` with its description for OpenAPI
 *   admin/               /admin: providers, users, sign-ins, audit log
 */
import Router from 'koa-router'
import { accountQuestionRoutes, accountRoutes, sessionRoutes } from './account.js'
import { adminRoutes } from './admin/routes.js'
import { apiRoutes } from './api/routes.js'
import { requireBrowserSessions } from './browser-session.js'
import { callbackRoutes } from './callback.js'
import { continueRoutes } from './continue/routes.js'
import { deviceRoutes } from './device.js'
import { emailLoginRoutes } from './email-login/sign-in.js'
import { emailLinkRoutes } from './email-login/link.js'
import { emailRoutes, signInMailRoutes } from './email.js'
import { forwardAuthRoutes } from './forward-auth.js'
import { homeRoutes, liveRoutes } from './home.js'
import { languageRoutes } from './language.js'
import { loggedOutRoutes, logoutRoutes } from './logout.js'
import { ownPageRoutes } from './own-paths.js'
import { profileRoutes } from './profile.js'
import { passwordRoutes } from './password/change.js'
import { registerRoutes } from './password/register.js'
import { resetRoutes } from './password/reset.js'
import { passwordLoginRoutes } from './password/sign-in.js'
import { loginStartRoutes } from './login-start.js'
import { logoutReceiverRoutes } from './provider-logout.js'
import type { OptionalPart } from '../settings/configured.js'
import type { Services } from './services.js'
import { signInRoutes } from './sign-in.js'
import { setupRoutes } from './setup.js'
import { invitationRoutes } from './invitation.js'
import { silentRoutes } from './silent.js'
import { userDataRoutes } from './user-data.js'
import { hasNameSyntax } from '../backends/definition/validators.js'
import { type ErrorCode, PortcullisError } from '../errors.js'

/** Creates the router with every path of the site. */
export function createRouter(services: Services): Router {
  const router = new Router({ prefix: services.site.basePath, strict: true, sensitive: true })
  rememberMatches(router)
  requireBrowserSessions(router, services)
  validatePathParams(router)
  for (const [add, parts] of ALL_ROUTES) {
    if (!parts.some((part) => services.site.without.has(part))) add(router, services)
  }
  return router
}

/** How many paths are remembered; the names of providers and IDs make more. */
const MAX_MATCHES = 500
const MAX_REMEMBERED_PATH_LENGTH = 200

/** Lets the router remember which of its routes match a path, because it tries all of them, one after the other. */
function rememberMatches(router: Router): void {
  const matches = new Map<string, ReturnType<Router['match']>>()
  const match = router.match.bind(router)
  router.match = (path, method) => {
    const key = `${method} ${path}`
    const known = matches.get(key)
    if (known !== undefined) return known
    const found = match(path, method)
    if (!found.route || path.length > MAX_REMEMBERED_PATH_LENGTH) return found
    if (matches.size >= MAX_MATCHES) matches.clear()
    matches.set(key, found)
    return found
  }
}

/** Adds paths and their handlers to the router. */
type AddRoutes = (router: Router, services: Services) => void

/** Every path of the site, in the order in which a reader would look for it, and the parts that it goes with. */
const ALL_ROUTES: readonly (readonly [add: AddRoutes, parts: readonly OptionalPart[]])[] = [
  [ownPageRoutes, []],
  [homeRoutes, []],
  [languageRoutes, []],
  [setupRoutes, ['admin']],
  [invitationRoutes, ['admin']],
  [signInRoutes, []],
  [loginStartRoutes, []],
  [emailLoginRoutes, []],
  [emailLinkRoutes, []],
  [silentRoutes, []],
  [callbackRoutes, []],
  [continueRoutes, []],
  [accountRoutes, []],
  [accountQuestionRoutes, []],
  [logoutRoutes, []],
  [loggedOutRoutes, []],
  [logoutReceiverRoutes, []],
  [sessionRoutes, []],
  [passwordLoginRoutes, ['passwords']],
  [passwordRoutes, ['passwords']],
  [registerRoutes, ['passwords']],
  [resetRoutes, ['passwords']],
  [emailRoutes, []],
  [signInMailRoutes, []],
  [profileRoutes, []],
  [userDataRoutes, []],
  [deviceRoutes, ['devices']],
  [adminRoutes, ['admin']],
  [apiRoutes, []],
  [forwardAuthRoutes, []],
  [liveRoutes, ['live', 'api']],
]

interface PathParamRule {
  readonly isValid: (value: string) => boolean
  /** The error for a value of another form: the same as for a value that the database does not have. */
  readonly code: ErrorCode
}

/**
 * Parameters of paths with which handlers query the database. Postgres fails on some text, such as U+0000, and an index
 * on very long text, so a value of another form never gets there. The other parameters (`:id`, `:session`, `:partial`,
 * `:handle`, `:code`, `:reference`) have forms of their own, which their handlers parse.
 */
const PATH_PARAM_RULES: Readonly<Record<string, PathParamRule>> = {
  backend: { isValid: hasNameSyntax, code: 'unknown_backend' },
  provider: { isValid: hasNameSyntax, code: 'not_found' },
  account: { isValid: (value) => /^[\w-]{1,64}$/.test(value), code: 'unknown_account' },
}

/** Rejects requests with malformed path parameters, before the handler of any route of `router` runs. */
export function validatePathParams(router: Router): void {
  for (const [name, { isValid, code }] of Object.entries(PATH_PARAM_RULES)) {
    router.param(name, (value, _ctx, next) => {
      if (isValid(value)) return next()
      throw new PortcullisError(code, { detail: `the path has no valid ${name}` })
    })
  }
}
