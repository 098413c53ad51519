import type { Context, Middleware, Next } from 'koa'
import { type Marks, MARKS_PATH } from '../backends/marks/marks.js'
import type { Store } from '../store/store.js'

/** The name of a file: the hash of the picture, and its type. */
const FILE = /^([\da-f]{24})\.(svg|png)$/
const TYPES = { svg: 'image/svg+xml', png: 'image/png' } as const

/**
 * Serves the pictures of the backends at `/marks/HASH.svg` or `.png`. They were checked and rewritten when they were
 * uploaded. A browser that opens one as a page also runs and loads nothing.
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
  const folder = basePath + MARKS_PATH
  const findMark = async ({ method, path }: Context) => {
    if (method !== 'GET' && method !== 'HEAD') return null
    const [, hash, type] = FILE.exec(path.slice(folder.length)) ?? []
    if (hash === undefined || type === undefined) return null
    const mark = marks.findStatic(hash, type) ?? (await store.findMark(hash))
    return mark?.type === type ? mark : null
  }
  const respond = async (ctx: Context, next: Next): Promise<void> => {
    const mark = await findMark(ctx)
    if (mark === null) {
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
  return (ctx, next) => (ctx.path.startsWith(folder) ? respond(ctx, next) : next())
}
