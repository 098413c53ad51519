import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { readJson } from '../../middleware/body.js'
import { requireOpenedSession } from '../../pipeline/run.js'
import { toSessionObject } from '../../sessions/session-object.js'
import { completeInBrowser } from '../finish-sign-in.js'
import { verifyPassword } from '../password/sign-in.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './schemas.js'

const CredentialsSchema = z.strictObject({
  username: z.string().min(1).max(320).describe('The user name, or a proven email address.'),
  password: z.string().min(1).max(2000),
})

export const passwordLogin: Operation = {
  method: 'POST',
  path: '/api/login',
  summary: 'Sign in with a password',
  description:
    'Sets the session cookie and returns its value, which also is the bearer token. Unknown users and wrong passwords ' +
    'get the same response. If `PASSWORD_LOGIN` is off, the response is 404.',
  security: [],
  request: { type: 'application/json', schema: CredentialsSchema },
  responses: { 200: { description: 'The new session.', schema: SessionObjectSchema } },
  errors: [
    'bad_request',
    'wrong_content_type',
    'wrong_credentials',
    'user_disabled',
    'interaction_required',
    'origin_rejected',
    'too_many_requests',
  ],
  handler: (services) => async (ctx) => {
    if (services.backends.password === null)
      throw new PortcullisError('not_found', { detail: 'PASSWORD_LOGIN is off' })
    const { username, password } = readJson(ctx, CredentialsSchema)
    const credentials = { name: username, password }
    const verified = await verifyPassword(services, ctx, services.backends.password, credentials)
    const outcome = await completeInBrowser(services, ctx, { ...verified, intent: 'sign-in' })
    ctx.body = toSessionObject(services.http.sessionCookie, requireOpenedSession(outcome))
  },
}
