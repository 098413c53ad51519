import type Router from 'koa-router'
import { allowFormRedirects, allowSockets } from '../middleware/security-headers.js'
import type { Page } from '../pages/render.js'
import { displayName, toUserSummary } from './current-user.js'
import { sendPage, type Services } from './services.js'
import { needsSetup } from './setup.js'

/** The front page. */
export function homeRoutes(router: Router, services: Services): void {
  // A program that has the site at its root has a front page itself.
  if (services.site.isEmbedded && services.site.basePath === '') return
  router.get('/', async (ctx) => {
    const current = services.http.sessions.current(ctx)
    const user = current && toUserSummary(current.user)
    allowFormRedirects(ctx)
    const backends = services.backends.registry.list()
    const hasPasswordLogin = services.backends.password !== null
    const page = { name: 'home', user, backends, hasPasswordLogin, csrf: current?.csrf ?? '' } as const
    sendPage(services, ctx, { ...page, needsSetup: await needsSetup(services) })
  })
}

/** The live page, and the page that ends a sign-in in a pop-up window. Their socket is a part of the API. */
export function liveRoutes(router: Router, services: Services): void {
  const { backends, http, site } = services
  router.get('/live', (ctx) => {
    const current = http.sessions.current(ctx)
    // A socket cannot set a cookie, so the page before it sets the cookie that tells browsers apart.
    http.browserCookie.ensureCookie(ctx)
    allowFormRedirects(ctx)
    allowSockets(ctx, site.origin)
    const page: Page = {
      name: 'live',
      user: current && toUserSummary(current.user),
      expires: current?.session.expiresAt ?? null,
      backends: backends.registry.list(),
      hasPasswordLogin: backends.password !== null,
      csrf: current?.csrf ?? '',
    }
    sendPage(services, ctx, page)
  })

  router.get('/live/done', (ctx) => {
    const current = http.sessions.current(ctx)
    const user = current && { name: displayName(current.user), picture: null }
    sendPage(services, ctx, { name: 'live-done', user })
  })
}
