import type { Middleware } from 'koa'
import { type WellKnownDeps, wellKnownFiles } from './well-known.js'

/**
 * Serves the files of public/ from memory, under names that contain a hash of their content, and those that are looked for
 * under fixed names.
 */
export function staticFiles(deps: WellKnownDeps): Middleware {
  const { basePath } = deps
  const { assets } = deps.views
  const findWellKnown = wellKnownFiles(deps)
  return (ctx, next) => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD'
    const path = ctx.path.startsWith(`${basePath}/`) ? ctx.path.slice(basePath.length) : ''
    const sendWellKnown = isRead ? findWellKnown(ctx.path) : null
    const asset = isRead ? assets.get(path) : null
    if (sendWellKnown !== null) sendWellKnown(ctx)
    else if (asset) {
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
      ctx.etag = asset.etag
      ctx.type = asset.type
      ctx.status = 200
      if (ctx.fresh) ctx.status = 304
      else ctx.body = asset.body
    } else return next()
    return undefined
  }
}
