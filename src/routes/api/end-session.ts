import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { Operation } from './operation.js'
import { requireSession } from './signed-in.js'

const SessionIdSchema = z.string().regex(/^[\w-]{1,64}$/)

export const endSession: Operation = {
  method: 'DELETE',
  path: '/api/sessions/{id}',
  summary: 'End one of one’s own sessions',
  security: ['cookie', 'bearer'],
  parameters: [{ in: 'path', name: 'id', description: 'The `id` of the list.', schema: SessionIdSchema }],
  responses: { 204: { description: 'It has ended, on every process.' } },
  errors: ['login_required', 'origin_refused', 'not_found'],
  handler: (services) => async (ctx) => {
    const current = requireSession(services, ctx)
    const { user, session } = current
    const id = SessionIdSchema.safeParse(ctx.params['id']).data
    if (id === undefined || !(await services.sessions.endOne(user.id, id, current))) {
      throw new PortcullisError('not_found', { detail: 'this user has no session with this id' })
    }
    // One's own is gone by now; this takes its cookie away.
    if (id === session.id) await services.httpSessions.end(ctx)
    ctx.status = 204
  },
}
