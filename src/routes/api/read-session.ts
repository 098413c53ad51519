import { z } from 'zod'
import type { Operation } from './operation.js'
import { SessionEntry, sessionEntry } from './session-entry.js'
import { signedIn } from './signed-in.js'
import { UserObject, userObject } from './user-object.js'

const WhoIsHere = z.object({ user: UserObject, session: SessionEntry })

export const readSession: Operation = {
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in',
  description: 'A cookie whose session has ended is taken away by the answer 401.',
  proofs: ['cookie', 'bearer'],
  answers: { 200: { description: 'The user and the session of this request.', schema: WhoIsHere } },
  errors: ['login_required'],
  handler: (parts) => (ctx) => {
    const { user, session } = signedIn(parts, ctx)
    const answer: z.infer<typeof WhoIsHere> = {
      user: userObject(user),
      session: sessionEntry(session, session.id),
    }
    ctx.body = answer
  },
}
