import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { bearerOf } from '../../session/carrier.js'
import { sessionObject } from '../../session/session-object.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './session-object-schema.js'
import { signedIn } from './signed-in.js'

const keep = z.literal('current').optional()

export const endSessions: Operation = {
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'Sign out everywhere, or everywhere else',
  description:
    'Ends all sessions of the user; with `keep=current` all but this one, which then gets a new token: in the cookie, ' +
    'or in the answer to a bearer token.',
  proofs: ['cookie', 'bearer'],
  parameters: [{ in: 'query', name: 'keep', description: 'Which one stays.', schema: keep }],
  answers: {
    200: { description: 'The others have ended; this is the session now.', schema: SessionObjectSchema },
    204: { description: 'They have ended. A cookie that stays holds the new token.' },
  },
  errors: ['login_required', 'origin_refused', 'bad_request'],
  handler: (parts) => async (ctx) => {
    const current = signedIn(parts, ctx)
    if (!keepsCurrent(ctx.querystring)) {
      await parts.sessions.endAll(current.user.id)
      await parts.carrier.end(ctx)
      ctx.status = 204
      return
    }
    const renewed = await parts.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    if (bearerOf(ctx) !== undefined) {
      ctx.body = sessionObject(parts.cookie, renewed)
      return
    }
    await parts.carrier.carry(ctx, renewed)
    ctx.status = 204
  },
}

// Whatever else was meant, it was not to end more than was asked for.
function keepsCurrent(querystring: string): boolean {
  if (querystring === '') return false
  if (querystring === 'keep=current') return true
  throw new PortcullisError('bad_request', { detail: 'the query is neither empty nor keep=current' })
}
