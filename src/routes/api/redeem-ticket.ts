import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { readJson } from '../../web/json.js'
import type { Operation } from './operation.js'

const RedeemTicketSchema = z.strictObject({ ticket: z.string().min(1).max(100) })

export const redeemTicket: Operation = {
  method: 'POST',
  path: '/api/live/ticket',
  summary: 'Swap a ticket for the session cookie',
  description:
    'Completes a sign-in over the socket at `/api/live`, which cannot set a cookie. A ticket is good once, for 30 ' +
    'seconds, in the browser whose socket got it. Whatever session the browser carried until now is ended.',
  security: [],
  request: { type: 'application/json', schema: RedeemTicketSchema },
  responses: { 204: { description: 'The answer sets the cookie.' } },
  errors: [
    ...(['bad_request', 'ticket_refused', 'page_required', 'login_required'] as const),
    ...(['origin_refused', 'wrong_content_type'] as const),
  ],
  handler: (services) => async (ctx) => {
    const { ticket } = readJson(ctx, RedeemTicketSchema)
    const browserId = services.browserCookie.id(ctx)
    if (browserId === null) {
      throw new PortcullisError('page_required', { detail: 'a ticket without the browser' })
    }
    const value = await services.tickets.redeem(ticket, browserId)
    const token = services.sessions.verifyToken(value)
    const current = token === null ? null : await services.sessions.find(token)
    if (current === null) {
      throw new PortcullisError('login_required', { detail: 'the session of the ticket has ended' })
    }
    const previousToken = services.httpSessions.token(ctx)
    if (previousToken !== null && previousToken !== token) await services.sessions.end(previousToken)
    const { session, user, renewedToken } = current
    await services.httpSessions.attach(ctx, { session, user, value: renewedToken ?? value })
    ctx.status = 204
  },
}
