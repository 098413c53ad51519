import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import type { BrowserCookie } from '../session/browser.js'
import { bearerOf, type Carrier } from '../session/carrier.js'
import type { Visit } from '../session/visit.js'
import type { Guest } from './socket.js'

const VERSION = '13'
const VISITOR_QUERY = 'as=visitor'

export interface HandshakeParts {
  readonly origin: string
  readonly carrier: Pick<Carrier, 'current' | 'token' | 'carriesSession'>
  readonly browser: Pick<BrowserCookie, 'id'>
}

/**
 * Whose socket this request asks for (RFC 6455 section 4.2.1). With a session it is that session's, and a dead session is
 * refused; without one, or with `?as=visitor`, it is a visitor's, who must have loaded a page of ours before.
 * @throws PortcullisError upgrade_required, bad_request, origin_refused, login_required, page_required
 */
export function guestOf(parts: HandshakeParts, ctx: Context, visit: Visit): Guest {
  requireHandshake(ctx)
  // An address ends up in logs and histories, so nothing in it may open anything.
  if (ctx.querystring !== '' && ctx.querystring !== VISITOR_QUERY) {
    throw new PortcullisError('bad_request', { detail: 'the address of a socket carries nothing' })
  }
  // Browsers send the cookies of our site with anybody's socket; only Origin tells whose page opens it. No page can
  // send a bearer token with one.
  if (bearerOf(ctx) === undefined && ctx.get('Origin') !== parts.origin) {
    throw new PortcullisError('origin_refused', { detail: 'the Origin of the socket is not ours' })
  }
  const token = parts.carrier.token(ctx)
  const browserId = parts.browser.id(ctx)
  const current = ctx.querystring === VISITOR_QUERY ? null : parts.carrier.current(ctx)
  if (current === null) {
    if (ctx.querystring !== VISITOR_QUERY && parts.carrier.carriesSession(ctx)) {
      throw new PortcullisError('login_required', { detail: 'a socket with a session that has ended' })
    }
    if (browserId === null) throw new PortcullisError('page_required', { detail: 'no cookie of ours' })
  }
  return { current, token, browserId, visit }
}

function requireHandshake(ctx: Context): void {
  if (ctx.get('Upgrade').toLowerCase() !== 'websocket' || ctx.get('Sec-WebSocket-Version') !== VERSION) {
    ctx.set('Upgrade', 'websocket')
    ctx.set('Sec-WebSocket-Version', VERSION)
    throw new PortcullisError('upgrade_required', { detail: `no WebSocket of version ${VERSION}` })
  }
  if (!/^[+/0-9A-Za-z]{22}==$/.test(ctx.get('Sec-WebSocket-Key'))) {
    throw new PortcullisError('bad_request', { detail: 'Sec-WebSocket-Key is missing or malformed' })
  }
}
