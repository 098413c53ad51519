import { z } from 'zod'
import { startDeviceGrant } from '../../devices/start-device.js'
import { toPlainText } from '../../views/wording.js'
import { OAUTH_PATHS } from '../../web/oauth-error.js'
import { readDpopThumbprint } from '../device-proof.js'
import { readClientId, parseOAuthForm } from '../oauth-form.js'
import { clientInfo } from '../parts.js'
import { OAuthErrorSchema } from './oauth-error-schema.js'
import type { Operation } from './operation.js'

const MAX_DEVICE_NAME_LENGTH = 100

const DeviceCodeRequestSchema = z.object({
  client_id: z
    .string()
    .max(100)
    .describe('What the program is called; nobody checks it, and the person sees it.'),
  scope: z.string().optional().describe('Of no effect: a session has no scopes.'),
  device_name: z.string().optional().describe('What the device calls itself, for the person who approves.'),
})

const DeviceCodesSchema = z
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
  security: [],
  request: { type: 'application/x-www-form-urlencoded', schema: DeviceCodeRequestSchema },
  responses: {
    200: { description: 'The codes.', schema: DeviceCodesSchema },
    400: { description: '`invalid_request`, `invalid_dpop_proof`.', schema: OAuthErrorSchema },
    429: { description: 'Too many from this network; `Retry-After` says when.', schema: OAuthErrorSchema },
  },
  errors: [],
  handler: (services) => async (ctx) => {
    const form = parseOAuthForm(ctx)
    const name = Array.from(toPlainText(form.optional('device_name') ?? ''))
      .slice(0, MAX_DEVICE_NAME_LENGTH)
      .join('')
    const grant = await startDeviceGrant(services, {
      clientId: readClientId(form),
      name: name || null,
      client: clientInfo(services, ctx),
      keyThumbprint: await readDpopThumbprint(services, ctx, OAUTH_PATHS.deviceCode),
    })
    const page = `${services.site.origin}${services.site.basePath}/device`
    const response: z.infer<typeof DeviceCodesSchema> = {
      device_code: grant.deviceCode,
      user_code: grant.userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?${new URLSearchParams({ user_code: grant.userCode }).toString()}`,
      expires_in: grant.expiresIn,
      interval: grant.interval,
    }
    ctx.body = response
  },
}
