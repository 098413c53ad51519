import type { Context } from 'koa'
import { type ErrorCode, errorTexts, type PortcullisError } from '../errors.js'
import { ENGLISH } from '../locales/locales.js'

/** Paths of the device grant, below the base path. Programs call them with an OAuth library. */
export const OAUTH_PATHS = { deviceCode: '/device/code', deviceToken: '/device/token' } as const

const OAUTH_ENDPOINTS: ReadonlySet<string> = new Set(Object.values(OAUTH_PATHS))

/**
 * The path, below the base path, where providers announce that a session has ended. Their programs read the response.
 */
export const BACKCHANNEL_LOGOUT_PATH = '/logout/backchannel'

/**
 * Our codes by their OAuth names (RFC 6749 section 5.2, RFC 8628 section 3.5, RFC 9449 section 5). The status is 400,
 * unless ours is 500 or more.
 */
const OAUTH_ERROR_NAMES: Partial<Readonly<Record<ErrorCode, string>>> = {
  bad_request: 'invalid_request',
  wrong_content_type: 'invalid_request',
  unsupported_grant_type: 'unsupported_grant_type',
  device_code_unknown: 'invalid_grant',
  device_code_used: 'invalid_grant',
  device_code_expired: 'expired_token',
  device_denied: 'access_denied',
  user_disabled: 'access_denied',
  dpop_proof_invalid: 'invalid_dpop_proof',
  logout_token_rejected: 'invalid_request',
  unavailable: 'temporarily_unavailable',
  internal: 'server_error',
}

/** Codes whose detail tells the author of the client what to fix, and contains nothing about a user. */
const CODES_WITH_DETAIL: ReadonlySet<ErrorCode> = new Set([
  'bad_request',
  'dpop_proof_invalid',
  'logout_token_rejected',
])

/** Whether errors at this path have the form that OAuth prescribes. */
export function isOAuthEndpoint(path: string, basePath: string): boolean {
  if (!path.startsWith(basePath)) return false
  const below = path.slice(basePath.length)
  return OAUTH_ENDPOINTS.has(below) || below.startsWith(`${BACKCHANNEL_LOGOUT_PATH}/`)
}

/**
 * Responds with an OAuth error, and adds our own code and reference.
 * @param provider the label of the provider, for the description; null where it is not known
 */
export function sendOAuthError(
  ctx: Context,
  error: PortcullisError,
  { reference, provider }: { readonly reference: string; readonly provider: string | null },
): void {
  const { code, kind, detail } = error
  const name = OAUTH_ERROR_NAMES[code]
  ctx.status = name === undefined || kind.status >= 500 ? kind.status : 400
  const description =
    (CODES_WITH_DETAIL.has(code) ? detail : null) ?? errorTexts(code, provider, ENGLISH).message
  ctx.body = {
    error: name ?? (kind.status === 429 ? 'temporarily_unavailable' : 'invalid_request'),
    // The characters that RFC 6749 section 5.2 allows in a description.
    error_description: description.replace(/["\\]|[^\x20-\x7e]/g, "'"),
    code,
    reference,
  }
}
