import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { requestContext } from '../middleware/request-context.js'
import { loginPath } from './current-user.js'
import type { Services } from './services.js'

/**
 * What sessions of devices and programs may open beside visitors' pages: the API, the questions of proxies, and signing
 * out. Anything that is not listed is a page or form of a person, which a new page is by default.
 */
const OPEN_PATHS = [
  /^\/(?:live|logged-out|members-only|logout)?$/,
  /^\/api(?:\/|$)/,
  /^\/forward-auth$/,
  /^\/(?:login|register|forgot|reset|complete|continue|logout)(?:\/|$)/,
]

/**
 * Keeps sessions of devices and programs away from every page and form of a person: their token lies in files and in
 * variables, and a person who finds it must not be able to turn it into a sign-in of a browser, into a login method, or into
 * acts of an administrator.
 */
export function requireBrowserSessions(router: Router, services: Services): void {
  const { basePath } = services.site
  router.use((ctx, next) => {
    const current = services.http.sessions.current(ctx)
    const path = ctx.path.slice(basePath.length)
    if (current && current.session.kind !== 'browser' && !OPEN_PATHS.some((open) => open.test(path))) {
      requestContext(ctx).retryPath = loginPath(ctx.path)
      throw new PortcullisError('browser_session_required', {
        detail: `a session of the kind "${current.session.kind}" opens no page of a person`,
      })
    }
    return next()
  })
}
