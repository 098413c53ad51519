import { z } from 'zod'
import { pollDevice } from '../../devices/poll-device.js'
import { PortcullisError } from '../../errors.js'
import { type SessionObject, toSessionObject } from '../../session/session-object.js'
import { OAUTH_PATHS } from '../../web/oauth-error.js'
import { DEVICE_GRANT_TYPE } from '../../web/server-metadata.js'
import { readDpopThumbprint } from '../device-proof.js'
import { recordSignIn } from '../../web/context.js'
import { readClientId, parseOAuthForm } from '../oauth-form.js'
import { clientInfo } from '../parts.js'
import { OAuthErrorSchema } from './oauth-error-schema.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './session-object-schema.js'

const DeviceTokenRequestSchema = z.object({
  grant_type: z.literal(DEVICE_GRANT_TYPE),
  device_code: z.string(),
  client_id: z.string().max(100).describe('The same as with the code request.'),
})

const DeviceTokenSchema = z
  .object({
    access_token: z.string().describe('Secret. The `value` of the session.'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the session ends, used or not.'),
    session: SessionObjectSchema,
  })
  .meta({ id: 'DeviceToken' })

const PENDING_DESCRIPTIONS = {
  authorization_pending: 'The person has not decided yet.',
  slow_down: 'Polled too often: wait five seconds longer from now on.',
} as const

export const deviceToken: Operation = {
  method: 'POST',
  path: OAUTH_PATHS.deviceToken,
  summary: 'Ask whether the device may come in (RFC 8628)',
  description: 'Once somebody has approved, it answers exactly one request with the session.',
  security: [],
  request: { type: 'application/x-www-form-urlencoded', schema: DeviceTokenRequestSchema },
  responses: {
    200: {
      description: 'The session, as an OAuth token and as a session object.',
      schema: DeviceTokenSchema,
    },
    400: {
      description:
        '`authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_grant`, `invalid_request`, ' +
        '`unsupported_grant_type`, `invalid_dpop_proof`.',
      schema: OAuthErrorSchema,
    },
    429: {
      description: 'Too many codes that are not known; `Retry-After` says when.',
      schema: OAuthErrorSchema,
    },
  },
  errors: [],
  handler: (services) => async (ctx) => {
    const form = parseOAuthForm(ctx)
    if (form.required('grant_type') !== DEVICE_GRANT_TYPE) {
      throw new PortcullisError('grant_type_unsupported', { detail: 'it is not the device grant' })
    }
    const result = await pollDevice(services, {
      deviceCode: form.required('device_code'),
      clientId: readClientId(form),
      keyThumbprint: await readDpopThumbprint(services, ctx, OAUTH_PATHS.deviceToken),
      address: clientInfo(services, ctx).address,
    })
    if (typeof result === 'string') {
      const pending: z.infer<typeof OAuthErrorSchema> = {
        error: result,
        error_description: PENDING_DESCRIPTIONS[result],
      }
      ctx.status = 400
      ctx.body = pending
      return
    }
    recordSignIn(ctx, result.session.backend, 'device', { userId: result.user.id })
    ctx.body = toTokenResponse(toSessionObject(services.cookie, result), services.clock())
  },
}

function toTokenResponse(session: SessionObject, now: Date): z.infer<typeof DeviceTokenSchema> {
  const seconds = Math.floor((Date.parse(session.expires) - now.getTime()) / 1000)
  return { access_token: session.value, token_type: 'Bearer', expires_in: Math.max(0, seconds), session }
}
