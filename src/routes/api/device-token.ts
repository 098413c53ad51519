import { z } from 'zod'
import { pollDevice } from '../../devices/poll-device.js'
import { PortcullisError } from '../../errors.js'
import { type SessionObject, sessionObject } from '../../session/session-object.js'
import { OAUTH_PATHS } from '../../web/oauth-error.js'
import { DEVICE_GRANT } from '../../web/server-metadata.js'
import { provenKey } from '../device-proof.js'
import { noteSignIn } from '../../web/context.js'
import { clientOf, oauthForm } from '../oauth-form.js'
import { visitOf } from '../parts.js'
import { OAuthError } from './oauth-error-schema.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './session-object-schema.js'

const Form = z.object({
  grant_type: z.literal(DEVICE_GRANT),
  device_code: z.string(),
  client_id: z.string().max(100).describe('The same as with the code request.'),
})

const Token = z
  .object({
    access_token: z.string().describe('Secret. The `value` of the session.'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the session ends, used or not.'),
    session: SessionObjectSchema,
  })
  .meta({ id: 'DeviceToken' })

const WAITING = {
  authorization_pending: 'The person has not decided yet.',
  slow_down: 'Polled too often: wait five seconds longer from now on.',
} as const

export const deviceToken: Operation = {
  method: 'POST',
  path: OAUTH_PATHS.deviceToken,
  summary: 'Ask whether the device may come in (RFC 8628)',
  description: 'Once somebody has approved, it answers exactly one request with the session.',
  proofs: [],
  request: { type: 'application/x-www-form-urlencoded', schema: Form },
  answers: {
    200: { description: 'The session, as an OAuth token and as a session object.', schema: Token },
    400: {
      description:
        '`authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_grant`, `invalid_request`, ' +
        '`unsupported_grant_type`, `invalid_dpop_proof`.',
      schema: OAuthError,
    },
    429: { description: 'Too many codes that are not known; `Retry-After` says when.', schema: OAuthError },
  },
  errors: [],
  handler: (parts) => async (ctx) => {
    const form = oauthForm(ctx)
    if (form.required('grant_type') !== DEVICE_GRANT) {
      throw new PortcullisError('grant_type_unsupported', { detail: 'it is not the device grant' })
    }
    const polled = await pollDevice(parts, {
      deviceCode: form.required('device_code'),
      clientId: clientOf(form),
      keyThumbprint: await provenKey(parts, ctx, OAUTH_PATHS.deviceToken),
      address: visitOf(parts, ctx).address,
    })
    if (typeof polled === 'string') {
      const waiting: z.infer<typeof OAuthError> = { error: polled, error_description: WAITING[polled] }
      ctx.status = 400
      ctx.body = waiting
      return
    }
    noteSignIn(ctx, polled.session.backend, 'device', { userId: polled.user.id })
    ctx.body = tokenOf(sessionObject(parts.cookie, polled), parts.now())
  },
}

function tokenOf(session: SessionObject, now: Date): z.infer<typeof Token> {
  const seconds = Math.floor((Date.parse(session.expires) - now.getTime()) / 1000)
  return { access_token: session.value, token_type: 'Bearer', expires_in: Math.max(0, seconds), session }
}
