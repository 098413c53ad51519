import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import type { BrowserCookie } from '../session/browser.js'
import { readBearerToken, type HttpSessions } from '../session/carrier.js'
import type { ClientInfo } from '../session/visit.js'
import type { SocketClient } from './socket.js'

const WEBSOCKET_VERSION = '13'
const ANONYMOUS_QUERY = 'as=visitor'

export interface HandshakeDeps {
  readonly origin: string
  readonly httpSessions: Pick<HttpSessions, 'current' | 'token' | 'hasCredential'>
  readonly browserCookie: Pick<BrowserCookie, 'id'>
}

/**
 * Whose socket this request asks for (RFC 6455 section 4.2.1). With a session it is that session's, and a dead session is
 * refused; without one, or with `?as=visitor`, it is a visitor's, who must have loaded a page of ours before.
 * @throws PortcullisError upgrade_required, bad_request, origin_refused, login_required, page_required
 */
export function authenticateSocket(deps: HandshakeDeps, ctx: Context, clientInfo: ClientInfo): SocketClient {
  requireHandshake(ctx)
  // An address ends up in logs and histories, so nothing in it may open anything.
  if (ctx.querystring !== '' && ctx.querystring !== ANONYMOUS_QUERY) {
    throw new PortcullisError('bad_request', { detail: 'the address of a socket carries nothing' })
  }
  // Browsers send the cookies of our site with anybody's socket; only Origin tells whose page opens it. No page can
  // send a bearer token with one.
  if (readBearerToken(ctx) === undefined && ctx.get('Origin') !== deps.origin) {
    throw new PortcullisError('origin_refused', { detail: 'the Origin of the socket is not ours' })
  }
  const token = deps.httpSessions.token(ctx)
  const browserId = deps.browserCookie.id(ctx)
  const current = ctx.querystring === ANONYMOUS_QUERY ? null : deps.httpSessions.current(ctx)
  if (current === null) {
    if (ctx.querystring !== ANONYMOUS_QUERY && deps.httpSessions.hasCredential(ctx)) {
      throw new PortcullisError('login_required', { detail: 'a socket with a session that has ended' })
    }
    if (browserId === null) throw new PortcullisError('page_required', { detail: 'no cookie of ours' })
  }
  return { current, token, browserId, clientInfo }
}

function requireHandshake(ctx: Context): void {
  if (
    ctx.get('Upgrade').toLowerCase() !== 'websocket' ||
    ctx.get('Sec-WebSocket-Version') !== WEBSOCKET_VERSION
  ) {
    ctx.set('Upgrade', 'websocket')
    ctx.set('Sec-WebSocket-Version', WEBSOCKET_VERSION)
    throw new PortcullisError('upgrade_required', { detail: `no WebSocket of version ${WEBSOCKET_VERSION}` })
  }
  if (!/^[+/0-9A-Za-z]{22}==$/.test(ctx.get('Sec-WebSocket-Key'))) {
    throw new PortcullisError('bad_request', { detail: 'Sec-WebSocket-Key is missing or malformed' })
  }
}
