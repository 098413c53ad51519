import type { Middleware } from 'koa'
import { PortcullisError } from '../errors.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and come from another origin (Origin, else Sec-Fetch-Site). `exempt` names
 * the paths that other sites must be able to post to, such as a form_post callback, which carries its own proof.
 */
export function originGuard(origin: string, exempt: (path: string) => boolean): Middleware {
  return async (ctx, next) => {
    if (!SAFE.has(ctx.method) && !exempt(ctx.path)) {
      const from = ctx.get('Origin')
      const site = ctx.get('Sec-Fetch-Site')
      const ours = from === '' ? site === '' || site === 'same-origin' : from === origin
      if (!ours)
        throw new PortcullisError('origin_refused', { detail: 'Origin or Sec-Fetch-Site is not ours' })
    }
    await next()
  }
}
