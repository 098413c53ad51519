import type { Operation } from './operation.js'
import { signedIn } from './signed-in.js'

export const ping: Operation = {
  method: 'POST',
  path: '/api/ping',
  summary: 'Keep the session alive',
  description: 'Notes a use, as every other call does. It never takes a session past `expiresAt`.',
  proofs: ['cookie', 'bearer'],
  answers: { 204: { description: 'It is alive.' } },
  errors: ['login_required', 'origin_refused'],
  // Whoever asks for the session of a request has noted its use.
  handler: (parts) => (ctx) => {
    signedIn(parts, ctx)
    ctx.status = 204
  },
}
