import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { bearerOf } from '../../session/carrier.js'
import { clearCookie, readCookie } from '../../session/cookies.js'
import type { Current } from '../../session/current.js'
import type { Parts } from '../parts.js'

/**
 * Who calls. A cookie whose session is gone is taken away, so that the page need not carry it on; a bearer token gets
 * the challenge that RFC 6750 asks for.
 * @throws PortcullisError login_required
 */
export function signedIn(parts: Parts, ctx: Context): Current {
  const current = parts.carrier.current(ctx)
  if (current) return current
  const { cookie } = parts
  const bearer = bearerOf(ctx)
  ctx.set('WWW-Authenticate', bearer === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
  if (bearer === undefined && readCookie(ctx, cookie.name) !== undefined) {
    clearCookie(ctx, cookie, cookie.name)
  }
  throw new PortcullisError('login_required', { detail: 'no session, or one that has ended' })
}
