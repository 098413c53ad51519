import type { Context } from 'koa'
import { readBearerToken } from '../session/carrier.js'
import { isOAuthEndpoint } from './oauth-error.js'

/**
 * Whether a request brings a proof of its own, so that it may come from anywhere: the answer of a provider has its
 * state, OAuth its codes, a program its token; a proxy's question changes nothing.
 */
export function createCsrfExemption(basePath: string): (ctx: Context) => boolean {
  return (ctx) =>
    ctx.path.startsWith(`${basePath}/complete/`) ||
    ctx.path === `${basePath}/forward-auth` ||
    isOAuthEndpoint(ctx.path, basePath) ||
    readBearerToken(ctx) !== undefined
}
