import { z } from 'zod'
import type { Operation } from './operation.js'
import { SessionEntry, sessionEntry } from './session-entry.js'
import { signedIn } from './signed-in.js'

const List = z.object({ sessions: z.array(SessionEntry) })

export const listSessions: Operation = {
  method: 'GET',
  path: '/api/sessions',
  summary: 'One’s own sessions, the latest used first',
  description: 'A hundred at most.',
  proofs: ['cookie', 'bearer'],
  answers: { 200: { description: 'Browsers, programs and devices alike.', schema: List } },
  errors: ['login_required'],
  handler: (parts) => async (ctx) => {
    const current = signedIn(parts, ctx)
    const { user, session } = current
    const sessions = await parts.sessions.list(user.id, current)
    const answer: z.infer<typeof List> = { sessions: sessions.map((each) => sessionEntry(each, session.id)) }
    ctx.body = answer
  },
}
