import { ClientState } from '../../live/protocol.js'
import { toClientState } from '../../live/state.js'
import type { Operation } from './operation.js'

export const readLiveState: Operation = {
  method: 'GET',
  path: '/api/live/state',
  summary: 'What a live page shows',
  description:
    'The first word of the socket at `/api/live`, for before one is open. It gives the browser the cookie without ' +
    'which a visitor gets no socket.',
  security: [],
  responses: {
    200: { description: 'Who is signed in, or nobody, and how one could be.', schema: ClientState },
  },
  errors: [],
  handler: (services) => (ctx) => {
    services.browserCookie.ensureCookie(ctx)
    ctx.body = toClientState(services, services.httpSessions.current(ctx))
  },
}
