import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { readBearerToken } from '../../session/carrier.js'
import { toSessionObject } from '../../session/session-object.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './session-object-schema.js'
import { requireSession } from './signed-in.js'

const KeepParamSchema = z.literal('current').optional()

export const endSessions: Operation = {
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'Sign out everywhere, or everywhere else',
  description:
    'Ends all sessions of the user; with `keep=current` all but this one, which then gets a new token: in the cookie, ' +
    'or in the answer to a bearer token.',
  security: ['cookie', 'bearer'],
  parameters: [{ in: 'query', name: 'keep', description: 'Which one stays.', schema: KeepParamSchema }],
  responses: {
    200: { description: 'The others have ended; this is the session now.', schema: SessionObjectSchema },
    204: { description: 'They have ended. A cookie that stays holds the new token.' },
  },
  errors: ['login_required', 'origin_refused', 'bad_request'],
  handler: (services) => async (ctx) => {
    const current = requireSession(services, ctx)
    if (!shouldKeepCurrent(ctx.querystring)) {
      await services.sessions.endAll(current.user.id)
      await services.httpSessions.end(ctx)
      ctx.status = 204
      return
    }
    const renewed = await services.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    if (readBearerToken(ctx) !== undefined) {
      ctx.body = toSessionObject(services.cookie, renewed)
      return
    }
    await services.httpSessions.attach(ctx, renewed)
    ctx.status = 204
  },
}

// Whatever else was meant, it was not to end more than was asked for.
function shouldKeepCurrent(querystring: string): boolean {
  if (querystring === '') return false
  if (querystring === 'keep=current') return true
  throw new PortcullisError('bad_request', { detail: 'the query is neither empty nor keep=current' })
}
