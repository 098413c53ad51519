import type { Context, Middleware } from 'koa'
import { redirectUriFor } from '../backends/redirect-uri.js'
import { PortcullisError } from '../errors.js'
import { readBearerToken } from '../sessions/http-sessions.js'
import { isOAuthEndpoint } from './oauth-errors.js'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Rejects requests that change something and come from another origin (by Origin, else by Sec-Fetch-Site). `isExempt`
 * names the requests that carry a proof of their own and no cookie that counts, such as a form_post callback or a
 * bearer token.
 */
export function originGuard(origin: string, isExempt: (ctx: Context) => boolean): Middleware {
  return (ctx, next) => {
    if (!SAFE_METHODS.has(ctx.method) && !isExempt(ctx)) {
      const requestOrigin = ctx.get('Origin')
      const fetchSite = ctx.get('Sec-Fetch-Site')
      const isSameOrigin =
        requestOrigin === '' ? fetchSite === '' || fetchSite === 'same-origin' : requestOrigin === origin
      if (!isSameOrigin)
        throw new PortcullisError('origin_rejected', { detail: 'Origin or Sec-Fetch-Site is not ours' })
    }
    return next()
  }
}

/**
 * Whether a request has a proof of its own, so that it may come from anywhere: the callback of a provider has its
 * state, an OAuth request its codes, a program its token. The request of a forward-auth proxy changes nothing.
 */
export function createCsrfExemption(basePath: string): (ctx: Context) => boolean {
  return (ctx) =>
    ctx.path.startsWith(redirectUriFor(basePath, { name: '' })) ||
    ctx.path === `${basePath}/forward-auth` ||
    isOAuthEndpoint(ctx.path, basePath) ||
    readBearerToken(ctx) !== undefined
}

/**
 * Allows only navigations of a user: no HEAD, no prefetch, no image, frame or script. Browsers say what they fetch
 * for (Fetch Metadata); a client that does not say is allowed.
 */
export function requireNavigation(ctx: Context): void {
  requireDestination(ctx, ['', 'document'])
}

/** Also allows a frame on one of our own pages. A frame on another site cannot start a sign-in. */
export function requireSilentNavigation(ctx: Context): void {
  const isSameOrigin = ctx.get('Sec-Fetch-Site') === 'same-origin'
  requireDestination(ctx, ['', 'document', ...(isSameOrigin ? ['iframe'] : [])])
}

/** The same for the way back from the provider, when the frame comes from another site. */
export function requireSilentReturn(ctx: Context): void {
  requireDestination(ctx, ['', 'document', 'iframe'])
}

function requireDestination(ctx: Context, destinations: readonly string[]): void {
  if (ctx.method === 'HEAD')
    throw new PortcullisError('method_not_allowed', { detail: 'HEAD cannot start or end a sign-in' })
  const purpose = `${ctx.get('Sec-Purpose')} ${ctx.get('Purpose')}`.toLowerCase()
  // A service worker that passes a navigation on sends the destination "empty". No script can forge that mode.
  const isPassedOn = ctx.get('Sec-Fetch-Dest') === 'empty' && ctx.get('Sec-Fetch-Mode') === 'navigate'
  if (
    purpose.includes('prefetch') ||
    purpose.includes('preview') ||
    !(isPassedOn || destinations.includes(ctx.get('Sec-Fetch-Dest')))
  ) {
    throw new PortcullisError('navigation_required', {
      detail: 'Sec-Fetch-Dest or Sec-Purpose says that this is not a navigation',
    })
  }
}
