import { z } from 'zod'
import { startDevice } from '../../devices/start-device.js'
import { plainText } from '../../views/wording.js'
import { OAUTH_PATHS } from '../../web/oauth-error.js'
import { provenKey } from '../device-proof.js'
import { clientOf, oauthForm } from '../oauth-form.js'
import { visitOf } from '../parts.js'
import { OAuthError } from './oauth-error-schema.js'
import type { Operation } from './operation.js'

const LONGEST_NAME = 100

const Form = z.object({
  client_id: z
    .string()
    .max(100)
    .describe('What the program is called; nobody checks it, and the person sees it.'),
  scope: z.string().optional().describe('Of no effect: a session has no scopes.'),
  device_name: z.string().optional().describe('What the device calls itself, for the person who approves.'),
})

const Codes = z
  .object({
    device_code: z.string().describe('Secret.'),
    user_code: z.string().describe('For the person to type or compare.'),
    verification_uri: z.string().meta({ format: 'uri' }),
    verification_uri_complete: z
      .string()
      .meta({ format: 'uri' })
      .describe('With the code in it, as for a QR code.'),
    expires_in: z.int().describe('Seconds.'),
    interval: z.int().describe('Seconds between polls.'),
  })
  .meta({ id: 'DeviceCodes' })

export const deviceCode: Operation = {
  method: 'POST',
  path: OAUTH_PATHS.deviceCode,
  summary: 'Begin to sign a device in (RFC 8628)',
  description: 'With a DPoP proof (RFC 9449), each poll must prove the same key.',
  proofs: [],
  request: { type: 'application/x-www-form-urlencoded', schema: Form },
  answers: {
    200: { description: 'The codes.', schema: Codes },
    400: { description: '`invalid_request`, `invalid_dpop_proof`.', schema: OAuthError },
    429: { description: 'Too many from this network; `Retry-After` says when.', schema: OAuthError },
  },
  errors: [],
  handler: (parts) => async (ctx) => {
    const form = oauthForm(ctx)
    const name = Array.from(plainText(form.optional('device_name') ?? ''))
      .slice(0, LONGEST_NAME)
      .join('')
    const started = await startDevice(parts, {
      clientId: clientOf(form),
      name: name || null,
      visit: visitOf(parts, ctx),
      keyThumbprint: await provenKey(parts, ctx, OAUTH_PATHS.deviceCode),
    })
    const page = `${parts.site.origin}${parts.site.basePath}/device`
    const answer: z.infer<typeof Codes> = {
      device_code: started.deviceCode,
      user_code: started.userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?${new URLSearchParams({ user_code: started.userCode }).toString()}`,
      expires_in: started.expiresIn,
      interval: started.interval,
    }
    ctx.body = answer
  },
}
