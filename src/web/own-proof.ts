import type { Context } from 'koa'
import { bearerOf } from '../session/carrier.js'
import { speaksOAuth } from './oauth-error.js'

/**
 * Whether a request brings a proof of its own, so that it may come from anywhere: the answer of a provider has its
 * state, OAuth its codes, a program its token; a proxy's question changes nothing.
 */
export function ownProof(basePath: string): (ctx: Context) => boolean {
  return (ctx) =>
    ctx.path.startsWith(`${basePath}/complete/`) ||
    ctx.path === `${basePath}/forward-auth` ||
    speaksOAuth(ctx.path, basePath) ||
    bearerOf(ctx) !== undefined
}
