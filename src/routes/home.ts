import type Router from 'koa-router'
import { allowProviders } from '../web/headers.js'
import { faceOf } from './face.js'
import { page, type Parts } from './parts.js'

/** The front page. */
export function homeRoutes(router: Router, parts: Parts): void {
  router.get('/', (ctx) => {
    const current = parts.carrier.current(ctx)
    const user = current && faceOf(current.user)
    allowProviders(ctx)
    const backends = parts.registry.list()
    const passwords = parts.passwordBackend !== null
    page(ctx, parts.views.render({ name: 'home', user, backends, passwords, csrf: current?.csrf ?? '' }))
  })
}
