import type Router from 'koa-router'
import { allowFormRedirects } from '../web/headers.js'
import { toUserSummary } from './face.js'
import { sendPage, type Services } from './parts.js'

/** The front page. */
export function homeRoutes(router: Router, services: Services): void {
  router.get('/', (ctx) => {
    const current = services.httpSessions.current(ctx)
    const user = current && toUserSummary(current.user)
    allowFormRedirects(ctx)
    const backends = services.registry.list()
    const hasPasswordLogin = services.passwordBackend !== null
    sendPage(
      ctx,
      services.views.render({ name: 'home', user, backends, hasPasswordLogin, csrf: current?.csrf ?? '' }),
    )
  })
}
