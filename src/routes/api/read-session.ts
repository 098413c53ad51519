import { z } from 'zod'
import type { Operation } from './operation.js'
import { SessionEntry, toSessionEntry } from './session-entry.js'
import { requireSession } from './signed-in.js'
import { UserObject, toUserObject } from './user-object.js'

const CurrentSessionSchema = z.object({ user: UserObject, session: SessionEntry })

export const readSession: Operation = {
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in',
  description: 'A cookie whose session has ended is taken away by the answer 401.',
  security: ['cookie', 'bearer'],
  responses: {
    200: { description: 'The user and the session of this request.', schema: CurrentSessionSchema },
  },
  errors: ['login_required'],
  handler: (services) => (ctx) => {
    const { user, session } = requireSession(services, ctx)
    const response: z.infer<typeof CurrentSessionSchema> = {
      user: toUserObject(user),
      session: toSessionEntry(session, session.id),
    }
    ctx.body = response
  },
}
