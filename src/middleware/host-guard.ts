import type { Middleware } from 'koa'
import { PortcullisError } from '../errors.js'
import type { TrustedProxies } from './client-info.js'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Responds only under the host of BASE_URL. No URL that we send is built from the Host header, but a response under
 * another name could still be cached there, or receive cookies. Another loopback name of a loopback site is
 * redirected to the right one. A trusted proxy may ask the forward-auth endpoint under the name of any site that it
 * protects.
 */
export function hostGuard(
  site: URL,
  proxies: TrustedProxies,
  isForwardAuth: (path: string) => boolean,
): Middleware {
  return (ctx, next) => {
    if (!ctx.req.url?.startsWith('/'))
      throw new PortcullisError('bad_request', { detail: 'absolute request target' })
    const hostCount = countHosts(ctx.req.rawHeaders)
    if (hostCount !== 1) throw new PortcullisError('bad_request', { detail: `${hostCount} Host headers` })
    const isTrustedProxy = proxies.trusts(ctx.req)
    const forwarded = isTrustedProxy ? ctx.get('X-Forwarded-Host') : ''
    const host = (forwarded || ctx.get('Host')).toLowerCase()
    if (isSiteHost(host, site) || (isTrustedProxy && isForwardAuth(ctx.path))) return next()
    if (isLoopbackAlias(host, site) && (ctx.method === 'GET' || ctx.method === 'HEAD')) {
      // The rest of the URL stays as it was. It starts with one slash, so it cannot name another host.
      ctx.status = 302
      ctx.set('Location', `${site.origin}/${ctx.req.url.replace(/^[/\\]+/, '')}`)
      return undefined
    }
    throw new PortcullisError('unknown_host', { detail: 'the Host header is not that of BASE_URL' })
  }
}

/** @param headers names and values in turn */
function countHosts(headers: readonly string[]): number {
  let count = 0
  for (let index = 0; index < headers.length; index += 2)
    if (headers[index]?.length === 4 && headers[index]?.toLowerCase() === 'host') count += 1
  return count
}

/** Whether a Host header means this site: the default or an empty port makes no difference (RFC 9110 section 4.2.3). */
export function isSiteHost(host: string, site: URL): boolean {
  if (host === site.host) return true
  const defaultPort = site.protocol === 'https:' ? '443' : '80'
  return site.port === '' && (host === `${site.host}:${defaultPort}` || host === `${site.host}:`)
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
