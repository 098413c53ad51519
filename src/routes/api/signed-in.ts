import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { readBearerToken } from '../../session/carrier.js'
import { clearCookie, readCookie } from '../../session/cookies.js'
import type { CurrentSession } from '../../session/current.js'
import type { Services } from '../parts.js'

/**
 * Who calls. A cookie whose session is gone is taken away, so that the page need not carry it on; a bearer token gets
 * the challenge that RFC 6750 asks for.
 * @throws PortcullisError login_required
 */
export function requireSession(services: Services, ctx: Context): CurrentSession {
  const current = services.httpSessions.current(ctx)
  if (current) return current
  const { cookie } = services
  const token = readBearerToken(ctx)
  ctx.set('WWW-Authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
  if (token === undefined && readCookie(ctx, cookie.name) !== undefined) {
    clearCookie(ctx, cookie, cookie.name)
  }
  throw new PortcullisError('login_required', { detail: 'no session, or one that has ended' })
}
