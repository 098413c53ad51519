import type { Context } from 'koa'
import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { pollDevice, startDeviceGrant } from '../../flows/device-grant.js'
import { verifyDpopProof } from '../../flows/dpop.js'
import { readForm } from '../../middleware/body.js'
import { OAUTH_PATHS } from '../../middleware/oauth-errors.js'
import { DEVICE_GRANT_TYPE } from '../../middleware/oauth-metadata.js'
import { requestContext } from '../../middleware/request-context.js'
import { stripControls } from '../../pages/format.js'
import { type SessionObject, toSessionObject } from '../../sessions/session-object.js'
import { clientInfo, type Services } from '../services.js'
import { OAuthErrorSchema } from './errors.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './schemas.js'

const MAX_DEVICE_NAME_LENGTH = 100

const DeviceCodeRequestSchema = z.object({
  client_id: z
    .string()
    .max(100)
    .describe('The name of the program. It is not checked, and the user sees it.'),
  scope: z.string().optional().describe('Has no effect, because sessions have no scopes.'),
  device_name: z.string().optional().describe('The name of the device, shown to the user who approves it.'),
})

const DeviceCodesSchema = z
  .object({
    device_code: z.string().describe('Secret.'),
    user_code: z.string().describe('For the user to enter or compare.'),
    verification_uri: z.string().meta({ format: 'uri' }),
    verification_uri_complete: z
      .string()
      .meta({ format: 'uri' })
      .describe('Contains the user code, for example for a QR code.'),
    expires_in: z.int().describe('Seconds.'),
    interval: z.int().describe('Seconds between polls.'),
  })
  .meta({ id: 'DeviceCodes' })

export const deviceCode: Operation = {
  method: 'POST',
  path: OAUTH_PATHS.deviceCode,
  summary: 'Request codes for a device (RFC 8628)',
  description: 'If the request has a DPoP proof (RFC 9449), each poll must have one with the same key.',
  security: [],
  request: { type: 'application/x-www-form-urlencoded', schema: DeviceCodeRequestSchema },
  responses: {
    200: { description: 'The codes.', schema: DeviceCodesSchema },
    400: { description: '`invalid_request`, `invalid_dpop_proof`.', schema: OAuthErrorSchema },
    429: {
      description: 'Too many requests from this network; `Retry-After` says when to try again.',
      schema: OAuthErrorSchema,
    },
  },
  errors: [],
  handler: (services) => async (ctx) => {
    const form = parseOAuthForm(ctx)
    const name = Array.from(stripControls(form.optional('device_name') ?? ''))
      .slice(0, MAX_DEVICE_NAME_LENGTH)
      .join('')
    const grant = await startDeviceGrant(services, {
      clientId: readClientId(form),
      name: name || null,
      client: clientInfo(services, ctx),
      verifyKey: () => readDpopThumbprint(services, ctx, OAUTH_PATHS.deviceCode),
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

const DeviceTokenRequestSchema = z.object({
  grant_type: z.literal(DEVICE_GRANT_TYPE),
  device_code: z.string(),
  client_id: z.string().max(100).describe('The same as in the code request.'),
})

const DeviceTokenSchema = z
  .object({
    access_token: z.string().describe('Secret. The `value` of the session.'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the session ends, with or without use.'),
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
  summary: 'Poll for the session of a device (RFC 8628)',
  description: 'After the user has approved the device, exactly one response contains the session.',
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
      description: 'Too many unknown codes; `Retry-After` says when to try again.',
      schema: OAuthErrorSchema,
    },
  },
  errors: [],
  handler: (services) => async (ctx) => {
    const form = parseOAuthForm(ctx)
    if (form.required('grant_type') !== DEVICE_GRANT_TYPE) {
      throw new PortcullisError('unsupported_grant_type', {
        detail: 'the grant type is not the device grant',
      })
    }
    const result = await pollDevice(services, {
      deviceCode: form.required('device_code'),
      clientId: readClientId(form),
      hasProof: ctx.headers['dpop'] !== undefined,
      verifyKey: () => readDpopThumbprint(services, ctx, OAUTH_PATHS.deviceToken),
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
    requestContext(ctx).recorder.recordSignIn(result.session.backend, 'device', { userId: result.user.id })
    ctx.body = toTokenResponse(toSessionObject(services.http.sessionCookie, result), services.clock())
  },
}

function toTokenResponse(session: SessionObject, now: Date): z.infer<typeof DeviceTokenSchema> {
  const seconds = Math.floor((Date.parse(session.expires) - now.getTime()) / 1000)
  return { access_token: session.value, token_type: 'Bearer', expires_in: Math.max(0, seconds), session }
}

/**
 * The thumbprint of the key that this request proves (RFC 9449), or null without a proof.
 * @param path of the endpoint, below the base path
 * @throws PortcullisError dpop_proof_invalid
 */
async function readDpopThumbprint(services: Services, ctx: Context, path: string): Promise<string | null> {
  const { origin, basePath } = services.site
  const proof = ctx.headers['dpop']
  // Several headers are joined by commas, which no proof contains.
  if (proof === undefined) return null
  return verifyDpopProof(services, String(proof), { method: ctx.method, url: origin + basePath + path })
}

const MAX_PARAM_LENGTH = 2000

/** The parameters of an OAuth request. A parameter without a value counts as omitted (RFC 6749 section 3.2). */
export interface OAuthForm {
  /** The value, or null. */
  readonly optional: (name: string) => string | null
  /** The value. @throws PortcullisError bad_request */
  readonly required: (name: string) => string
}

/**
 * Reads the form of an OAuth request.
 * @throws PortcullisError wrong_content_type; bad_request when a parameter is repeated or too long
 */
export function parseOAuthForm(ctx: Context, maxLength = MAX_PARAM_LENGTH): OAuthForm {
  const form = readForm(ctx)
  const names = [...form.keys()]
  if (new Set(names).size !== names.length) throw invalidRequest('a parameter is given more than once')
  if ([...form.values()].some((value) => value.length > maxLength))
    throw invalidRequest('a parameter is too long')
  const optional = (name: string) => form.get(name) || null
  const required = (name: string) => {
    const value = optional(name)
    if (value === null) throw invalidRequest(`${name} is missing`)
    return value
  }
  return { optional, required }
}

/** The client ID, which is not verified: a public client (RFC 6749 section 2.1). */
function readClientId(form: OAuthForm): string {
  const clientId = form.required('client_id')
  if (!/^[\x20-\x7e]{1,100}$/.test(clientId))
    throw invalidRequest('client_id is not 1 to 100 printable ASCII characters')
  return clientId
}

function invalidRequest(detail: string): PortcullisError {
  return new PortcullisError('bad_request', { detail })
}
