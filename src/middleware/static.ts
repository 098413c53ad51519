import type { Middleware } from 'koa'
import type { Assets } from '../pages/render.js'

/** Serves the files of public/ from memory, under names that contain a hash of their content. */
export function staticFiles(assets: Assets, basePath: string): Middleware {
  return async (ctx, next) => {
    const path = ctx.path.startsWith(`${basePath}/`) ? ctx.path.slice(basePath.length) : ''
    const asset = ctx.method === 'GET' || ctx.method === 'HEAD' ? assets.get(path) : null
    if (!asset) {
      await next()
      return
    }
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
    ctx.etag = asset.etag
    ctx.type = asset.type
    ctx.status = 200
    if (ctx.fresh) ctx.status = 304
    else ctx.body = asset.body
  }
}
