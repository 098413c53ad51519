import { PortcullisError } from '../../errors.js'
import { authenticateSocket } from '../../live/handshake.js'
import { clientInfo } from '../parts.js'
import type { Operation } from './operation.js'

export const openSocket: Operation = {
  method: 'GET',
  path: '/api/live',
  summary: 'Open the socket of a live page',
  description:
    'A WebSocket handshake (RFC 6455), with `Origin` of this site. What is spoken over it is in docs/live.md. With ' +
    '`?as=visitor` the socket is nobody’s, whatever session the browser carries; no other query is accepted.',
  security: ['cookie', 'bearer'],
  responses: { 101: { description: 'The connection is a WebSocket from here on.' } },
  errors: [
    ...(['upgrade_required', 'bad_request', 'origin_refused'] as const),
    ...(['login_required', 'page_required', 'too_many_requests'] as const),
  ],
  handler: (services) => (ctx) => {
    const client = authenticateSocket(
      { ...services, origin: services.site.origin },
      ctx,
      clientInfo(services, ctx),
    )
    services.sockets.assertCapacity(client)
    const upgrade = services.upgrades.accept(ctx.req)
    if (upgrade === null) {
      throw new PortcullisError('upgrade_required', { detail: 'the connection was not upgraded' })
    }
    const cookies = [ctx.response.get('Set-Cookie')].flat().filter((cookie) => cookie !== '')
    // From here on the connection is no longer HTTP's; Koa must not answer it, and the log says 101.
    ctx.respond = false
    ctx.status = 101
    const headers = cookies.map((cookie) => `Set-Cookie: ${cookie}`)
    services.sockets.accept({ request: ctx.req, upgrade, headers }, client, services.messageHandler)
  },
}
