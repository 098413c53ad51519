import type { Middleware } from 'koa'

const ALLOWED_METHODS = 'GET, POST, DELETE'
const ALLOWED_HEADERS = 'Authorization, Content-Type'
const PREFLIGHT_MAX_AGE_SECONDS = 600

/**
 * Allows pages of other origins to call the API from a browser (CORS). They use bearer tokens: no response ever
 * allows credentials, and a cookie in a cross-origin request does not count, whatever SameSite let through. Origins
 * that are not listed get no CORS headers.
 * @param site our origin and base path
 * @param allowed origins, as `URL.origin` gives them
 */
export function cors(
  site: { readonly origin: string; readonly basePath: string },
  allowed: readonly string[],
): Middleware {
  const api = `${site.basePath}/api/`
  return (ctx, next) => {
    if (!ctx.path.startsWith(api)) return next()
    ctx.vary('Origin')
    const requestOrigin = ctx.get('Origin')
    if (requestOrigin !== '' && requestOrigin !== site.origin) delete ctx.req.headers.cookie
    if (allowed.includes(requestOrigin)) {
      ctx.set('Access-Control-Allow-Origin', requestOrigin)
      ctx.set('Access-Control-Expose-Headers', 'Retry-After, WWW-Authenticate')
      if (ctx.method === 'OPTIONS' && ctx.get('Access-Control-Request-Method') !== '') {
        ctx.set('Access-Control-Allow-Methods', ALLOWED_METHODS)
        ctx.set('Access-Control-Allow-Headers', ALLOWED_HEADERS)
        ctx.set('Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE_SECONDS))
        ctx.status = 204
        return undefined
      }
    }
    return next()
  }
}
