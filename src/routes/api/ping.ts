import type { Operation } from './operation.js'
import { requireSession } from './signed-in.js'

export const ping: Operation = {
  method: 'POST',
  path: '/api/ping',
  summary: 'Keep the session alive',
  description: 'Notes a use, as every other call does. It never takes a session past `expiresAt`.',
  security: ['cookie', 'bearer'],
  responses: { 204: { description: 'It is alive.' } },
  errors: ['login_required', 'origin_refused'],
  // Whoever asks for the session of a request has noted its use.
  handler: (services) => (ctx) => {
    requireSession(services, ctx)
    ctx.status = 204
  },
}
