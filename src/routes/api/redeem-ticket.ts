import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { jsonOf } from '../../web/json.js'
import type { Operation } from './operation.js'

const Body = z.strictObject({ ticket: z.string().min(1).max(100) })

export const redeemTicket: Operation = {
  method: 'POST',
  path: '/api/live/ticket',
  summary: 'Swap a ticket for the session cookie',
  description:
    'Completes a sign-in over the socket at `/api/live`, which cannot set a cookie. A ticket is good once, for 30 ' +
    'seconds, in the browser whose socket got it. Whatever session the browser carried until now is ended.',
  proofs: [],
  request: { type: 'application/json', schema: Body },
  answers: { 204: { description: 'The answer sets the cookie.' } },
  errors: [
    ...(['bad_request', 'ticket_refused', 'page_required', 'login_required'] as const),
    ...(['origin_refused', 'wrong_content_type'] as const),
  ],
  handler: (parts) => async (ctx) => {
    const { ticket } = jsonOf(ctx, Body)
    const browserId = parts.browser.id(ctx)
    if (browserId === null) {
      throw new PortcullisError('page_required', { detail: 'a ticket without the browser' })
    }
    const value = await parts.tickets.redeem(ticket, browserId)
    const token = parts.sessions.tokenOf(value)
    const current = token === null ? null : await parts.sessions.find(token)
    if (current === null) {
      throw new PortcullisError('login_required', { detail: 'the session of the ticket has ended' })
    }
    const carried = parts.carrier.token(ctx)
    if (carried !== null && carried !== token) await parts.sessions.end(carried)
    const { session, user, reissued } = current
    await parts.carrier.carry(ctx, { session, user, value: reissued ?? value })
    ctx.status = 204
  },
}
