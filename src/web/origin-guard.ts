import type { Context, Middleware } from 'koa'
import { PortcullisError } from '../errors.js'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and come from another origin (Origin, else Sec-Fetch-Site). `exempt` names
 * the requests that carry their own proof and no cookie that counts, such as a form_post callback or a bearer token.
 */
export function originGuard(origin: string, isExempt: (ctx: Context) => boolean): Middleware {
  return async (ctx, next) => {
    if (!SAFE_METHODS.has(ctx.method) && !isExempt(ctx)) {
      const requestOrigin = ctx.get('Origin')
      const fetchSite = ctx.get('Sec-Fetch-Site')
      const isSameOrigin =
        requestOrigin === '' ? fetchSite === '' || fetchSite === 'same-origin' : requestOrigin === origin
      if (!isSameOrigin)
        throw new PortcullisError('origin_refused', { detail: 'Origin or Sec-Fetch-Site is not ours' })
    }
    await next()
  }
}
