import type { Context, Middleware } from 'koa'
import { PortcullisError } from '../errors.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and come from another origin (Origin, else Sec-Fetch-Site). `exempt` names
 * the requests that carry their own proof and no cookie that counts, such as a form_post callback or a bearer token.
 */
export function originGuard(origin: string, exempt: (ctx: Context) => boolean): Middleware {
  return async (ctx, next) => {
    if (!SAFE.has(ctx.method) && !exempt(ctx)) {
      const from = ctx.get('Origin')
      const site = ctx.get('Sec-Fetch-Site')
      const ours = from === '' ? site === '' || site === 'same-origin' : from === origin
      if (!ours)
        throw new PortcullisError('origin_refused', { detail: 'Origin or Sec-Fetch-Site is not ours' })
    }
    await next()
  }
}
