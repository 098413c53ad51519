import type Router from 'koa-router'
import { allowFormRedirects, allowSockets } from '../middleware/security-headers.js'
import type { Page } from '../pages/render.js'
import { displayName, toUserSummary } from './current-user.js'
import { redirect, sendPage, type Services } from './services.js'

/**
 * The address of the site itself leads to the page that the configuration names as `home`; otherwise to the account page, or
 * to the login page without a session.
 */
export function homeRoutes(router: Router, services: Services): void {
  const { basePath, home = null, isEmbedded, pages } = services.site
  // A program that has the site at its root has a front page itself.
  if (isEmbedded && basePath === '') return
  const account = `${basePath}/account`
  const isOwnHome = home !== null && home !== pages.account && home !== `${basePath}/`
  router.get('/', (ctx) => {
    const isSignedIn = services.http.sessions.current(ctx) !== null
    if (isOwnHome) redirect(ctx, home)
    else redirect(ctx, isSignedIn ? (pages.account ?? account) : `${basePath}/login`)
  })
}

/** The live page, and the page that ends a sign-in in a pop-up window. Their socket is a part of the API. */
export function liveRoutes(router: Router, services: Services): void {
  const { backends, http, site } = services
  router.get('/live', (ctx) => {
    const current = http.sessions.current(ctx)
    // A socket cannot set a cookie, so the page before it sets the cookie that identifies the browser.
    http.browserCookie.ensureCookie(ctx)
    allowFormRedirects(ctx)
    allowSockets(ctx, site.origin)
    const page: Page = {
      name: 'live',
      user: current && toUserSummary(current.user),
      expires: current?.session.expiresAt ?? null,
      backends: backends.registry.listOffered(),
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
