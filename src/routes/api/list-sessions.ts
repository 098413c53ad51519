import { z } from 'zod'
import type { Operation } from './operation.js'
import { SessionEntry, toSessionEntry } from './session-entry.js'
import { requireSession } from './signed-in.js'

const SessionListSchema = z.object({ sessions: z.array(SessionEntry) })

export const listSessions: Operation = {
  method: 'GET',
  path: '/api/sessions',
  summary: 'One’s own sessions, the latest used first',
  description: 'A hundred at most.',
  security: ['cookie', 'bearer'],
  responses: { 200: { description: 'Browsers, programs and devices alike.', schema: SessionListSchema } },
  errors: ['login_required'],
  handler: (services) => async (ctx) => {
    const current = requireSession(services, ctx)
    const { user, session } = current
    const sessions = await services.sessions.list(user.id, current)
    const response: z.infer<typeof SessionListSchema> = {
      sessions: sessions.map((each) => toSessionEntry(each, session.id)),
    }
    ctx.body = response
  },
}
