import type { Middleware } from 'koa'
import { PortcullisError } from '../errors.js'
import type { TrustedProxies } from './client-info.js'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Answers only under the host of BASE_URL. Nothing we emit is built from the header, but an answer under a foreign name
 * could still be cached or given cookies there. A loopback spelling of a loopback site is sent to the right one. What a
 * trusted proxy itself asks, at the paths of `asked`, it may ask under the name of any site that it protects.
 */
export function hostGuard(
  site: URL,
  proxies: TrustedProxies,
  isForwardAuth: (path: string) => boolean,
): Middleware {
  return async (ctx, next) => {
    if (!ctx.req.url?.startsWith('/'))
      throw new PortcullisError('bad_request', { detail: 'absolute request target' })
    const hosts = ctx.req.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    if (hosts.length !== 1)
      throw new PortcullisError('bad_request', { detail: `${hosts.length} Host headers` })
    const isTrustedProxy = proxies.trusts(ctx.req)
    const forwarded = isTrustedProxy ? ctx.get('X-Forwarded-Host') : ''
    const host = (forwarded || ctx.get('Host')).toLowerCase()
    if (host === site.host || (isTrustedProxy && isForwardAuth(ctx.path))) {
      await next()
      return
    }
    if (isLoopbackAlias(host, site) && (ctx.method === 'GET' || ctx.method === 'HEAD')) {
      // The rest of the address is kept as it came; it starts with one slash and cannot name another host.
      ctx.status = 302
      ctx.set('Location', `${site.origin}/${ctx.req.url.replace(/^[/\\]+/, '')}`)
      return
    }
    throw new PortcullisError('unknown_host', { detail: 'the Host header is not that of BASE_URL' })
  }
}

function isLoopbackAlias(host: string, site: URL): boolean {
  const url = URL.parse(`http://${host}`)
  return (
    url !== null &&
    url.host === host &&
    LOOPBACK.has(url.hostname) &&
    LOOPBACK.has(site.hostname) &&
    url.port === site.port
  )
}
