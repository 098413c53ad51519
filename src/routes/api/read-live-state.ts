import { State } from '../../live/protocol.js'
import { stateOf } from '../../live/state.js'
import type { Operation } from './operation.js'

export const readLiveState: Operation = {
  method: 'GET',
  path: '/api/live/state',
  summary: 'What a live page shows',
  description:
    'The first word of the socket at `/api/live`, for before one is open. It gives the browser the cookie without ' +
    'which a visitor gets no socket.',
  proofs: [],
  answers: { 200: { description: 'Who is signed in, or nobody, and how one could be.', schema: State } },
  errors: [],
  handler: (parts) => (ctx) => {
    parts.browser.welcome(ctx)
    ctx.body = stateOf(parts, parts.carrier.current(ctx))
  },
}
