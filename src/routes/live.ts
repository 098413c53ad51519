import type Router from 'koa-router'
import { allowProviders, allowSockets } from '../web/headers.js'
import { displayName, faceOf } from './face.js'
import { page, type Parts } from './parts.js'

/** The live page, and the one that ends a sign-in in a window of its own. Their socket is a part of the API. */
export function liveRoutes(router: Router, parts: Parts): void {
  router.get('/live', (ctx) => {
    const current = parts.carrier.current(ctx)
    // A socket cannot be given a cookie, so the page before it brings the one that tells browsers apart.
    parts.browser.welcome(ctx)
    allowProviders(ctx)
    allowSockets(ctx, parts.site.origin)
    const html = parts.views.render({
      name: 'live',
      user: current && faceOf(current.user),
      expires: current?.session.expiresAt ?? null,
      backends: parts.registry.list(),
      password: parts.passwordBackend !== null,
      csrf: current?.csrf ?? '',
    })
    page(ctx, html)
  })

  router.get('/live/done', (ctx) => {
    const current = parts.carrier.current(ctx)
    const user = current && { name: displayName(current.user), picture: null }
    page(ctx, parts.views.render({ name: 'live-done', user }))
  })
}
