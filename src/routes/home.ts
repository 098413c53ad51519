import type Router from 'koa-router'
import { allowFormRedirects, allowSockets } from '../middleware/security-headers.js'
import { displayName, toUserSummary } from './current-user.js'
import { sendPage, type Services } from './services.js'

/** The front page. */
export function homeRoutes(router: Router, services: Services): void {
  router.get('/', (ctx) => {
    const current = services.http.sessions.current(ctx)
    const user = current && toUserSummary(current.user)
    allowFormRedirects(ctx)
    const backends = services.backends.registry.list()
    const hasPasswordLogin = services.backends.password !== null
    sendPage(
      ctx,
      services.views.render({ name: 'home', user, backends, hasPasswordLogin, csrf: current?.csrf ?? '' }),
    )
  })
}

/** The live page, and the page that ends a sign-in in a pop-up window. Their socket is a part of the API. */
export function liveRoutes(router: Router, { backends, http, site, views }: Services): void {
  router.get('/live', (ctx) => {
    const current = http.sessions.current(ctx)
    // A socket cannot set a cookie, so the page before it sets the cookie that tells browsers apart.
    http.browserCookie.ensureCookie(ctx)
    allowFormRedirects(ctx)
    allowSockets(ctx, site.origin)
    const html = views.render({
      name: 'live',
      user: current && toUserSummary(current.user),
      expires: current?.session.expiresAt ?? null,
      backends: backends.registry.list(),
      hasPasswordLogin: backends.password !== null,
      csrf: current?.csrf ?? '',
    })
    sendPage(ctx, html)
  })

  router.get('/live/done', (ctx) => {
    const current = http.sessions.current(ctx)
    const user = current && { name: displayName(current.user), picture: null }
    sendPage(ctx, views.render({ name: 'live-done', user }))
  })
}
