import type { Middleware } from 'koa'
import type { Marks } from '../backends/marks/marks.js'
import type { Store } from '../store/store.js'

const TYPES = { svg: 'image/svg+xml', png: 'image/png' } as const

/**
 * Serves the pictures of the backends at `/marks/HASH.svg` or `.png`. They were checked and written anew when they were given;
 * besides, a browser that opens one as a page runs and loads nothing.
 */
export function markFiles({
  marks,
  store,
  basePath,
}: {
  readonly marks: Marks
  readonly store: Pick<Store, 'findMark'>
  readonly basePath: string
}): Middleware {
  return async (ctx, next) => {
    const path = ctx.path.startsWith(`${basePath}/`) ? ctx.path.slice(basePath.length) : ''
    const [, hash, type] = /^\/marks\/([\da-f]{24})\.(svg|png)$/.exec(path) ?? []
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD'
    const mark =
      isRead && hash !== undefined && type !== undefined
        ? (marks.findStatic(hash, type) ?? (await store.findMark(hash)))
        : null
    if (mark?.type !== type || mark === null) {
      await next()
      return
    }
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
    ctx.etag = mark.hash
    ctx.type = TYPES[mark.type]
    ctx.status = 200
    if (ctx.fresh) ctx.status = 304
    else ctx.body = Buffer.from(mark.picture)
  }
}
