import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { ClientState, toClientState } from '../../live/messages.js'
import { authenticateSocket } from '../../live/socket.js'
import { readJson } from '../../middleware/body.js'
import { notifyNewBrowser, remembersBrowsers } from '../account-notices.js'
import { clientInfo } from '../services.js'
import { type Operation, requireSession } from './operation.js'

export const openSocket: Operation = {
  method: 'GET',
  path: '/api/live',
  summary: 'Open the WebSocket of a live page',
  description:
    'A WebSocket handshake (RFC 6455), with the `Origin` of this site. docs/live.md describes the messages. With ' +
    '`?as=visitor` the socket belongs to no session, even if the browser has one; no other query is accepted.',
  security: ['cookie', 'bearer'],
  responses: { 101: { description: 'The connection is now a WebSocket.' } },
  errors: [
    'upgrade_required',
    'bad_request',
    'origin_rejected',
    'login_required',
    'browser_cookie_required',
    'too_many_requests',
  ],
  handler: (services) => (ctx) => {
    const client = authenticateSocket(
      { ...services.http, origin: services.site.origin },
      ctx,
      clientInfo(services, ctx),
    )
    services.live.sockets.assertCapacity(client)
    const upgrade = services.live.upgrades.accept(ctx.req)
    if (upgrade === null) {
      throw new PortcullisError('upgrade_required', { detail: 'the connection was not upgraded' })
    }
    const cookies = [ctx.response.get('Set-Cookie')].flat().filter((cookie) => cookie !== '')
    // From here on the connection does not belong to HTTP. Koa must not respond, and the log says 101.
    ctx.respond = false
    ctx.status = 101
    const headers = cookies.map((cookie) => `Set-Cookie: ${cookie}`)
    services.live.sockets.accept({ request: ctx.req, upgrade, headers }, client, services.live.messageHandler)
  },
}

export const readLiveState: Operation = {
  method: 'GET',
  path: '/api/live/state',
  summary: 'Get the state that a live page shows',
  description:
    'The first message of the WebSocket at `/api/live`, before one is open. It also sets the browser cookie, without ' +
    'which a visitor cannot open a WebSocket.',
  security: [],
  responses: {
    200: { description: 'The signed-in user or null, and the ways to sign in.', schema: ClientState },
  },
  errors: [],
  handler: (services) => (ctx) => {
    services.http.browserCookie.ensureCookie(ctx)
    ctx.body = toClientState(services, services.http.sessions.current(ctx))
  },
}

const RedeemTicketSchema = z.strictObject({ ticket: z.string().min(1).max(100) })

export const redeemTicket: Operation = {
  method: 'POST',
  path: '/api/live/ticket',
  summary: 'Exchange a ticket for the session cookie',
  description:
    'Completes a sign-in over the WebSocket at `/api/live`, which cannot set a cookie. A ticket is valid once, for 30 ' +
    'seconds, in the browser whose WebSocket received it. The previous session of the browser ends.',
  security: [],
  request: { type: 'application/json', schema: RedeemTicketSchema },
  responses: { 204: { description: 'The response sets the cookie.' } },
  errors: [
    'bad_request',
    'ticket_rejected',
    'browser_cookie_required',
    'login_required',
    'origin_rejected',
    'wrong_content_type',
  ],
  handler: (services) => async (ctx) => {
    const { ticket } = readJson(ctx, RedeemTicketSchema)
    const browserId = services.http.browserCookie.id(ctx)
    if (browserId === null) {
      throw new PortcullisError('browser_cookie_required', { detail: 'a ticket without the browser cookie' })
    }
    const value = await services.flows.tickets.redeem(ticket, browserId)
    const token = services.sessions.verifyToken(value)
    const current = token === null ? null : await services.sessions.find(token)
    if (current === null) {
      throw new PortcullisError('login_required', { detail: 'the session of the ticket has ended' })
    }
    const previousToken = services.http.sessions.token(ctx)
    if (previousToken !== null && previousToken !== token) {
      await services.sessions.end(previousToken, 'replaced')
    }
    const { session, user, renewedToken } = current
    await notifyNewBrowser(services, ctx, user, { backend: session.backend, email: null })
    await services.http.sessions.attach(ctx, { session, user, value: renewedToken ?? value })
    if (remembersBrowsers(services)) services.http.knownBrowsers.remember(ctx, user)
    ctx.status = 204
  },
}

export const ping: Operation = {
  method: 'POST',
  path: '/api/ping',
  summary: 'Keep the session alive',
  description: 'Records a use, as every other call does. It never extends a session beyond `expiresAt`.',
  security: ['cookie', 'bearer'],
  responses: { 204: { description: 'The session is live.' } },
  errors: ['login_required', 'origin_rejected'],
  // Looking up the session of the request has recorded its use.
  handler: (services) => (ctx) => {
    requireSession(services, ctx)
    ctx.status = 204
  },
}
