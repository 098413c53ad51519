import type { Context } from 'koa'
import { type ErrorCode, errorTexts, type PortcullisError } from '../errors.js'

/** Paths, below the base path, of the device grant: programs read them, with a library for OAuth. */
export const OAUTH_PATHS = { deviceCode: '/device/code', deviceToken: '/device/token' } as const

/** Where providers tell, below the base path, that a session has ended there; their programs read the answer. */
export const BACKCHANNEL_LOGOUT_PATH = '/logout/backchannel'

/** What OAuth calls our codes (RFC 6749 section 5.2, RFC 8628 section 3.5, RFC 9449 section 5); status 400 but for ours above 500. */
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

/** Those whose detail tells the author of the client what to mend, and nothing about anybody. */
const CODES_WITH_DETAIL: ReadonlySet<ErrorCode> = new Set([
  'bad_request',
  'dpop_proof_invalid',
  'logout_token_rejected',
])

/** Whether failures at this path are told as OAuth tells them. */
export function isOAuthEndpoint(path: string, basePath: string): boolean {
  return (
    Object.values(OAUTH_PATHS).some((endpoint) => path === basePath + endpoint) ||
    path.startsWith(`${basePath}${BACKCHANNEL_LOGOUT_PATH}/`)
  )
}

/**
 * Answers with an error of OAuth, and our own code and reference beside it.
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
  const description = (CODES_WITH_DETAIL.has(code) ? detail : null) ?? errorTexts(code, provider).message
  ctx.body = {
    error: name ?? (kind.status === 429 ? 'temporarily_unavailable' : 'invalid_request'),
    // The characters that RFC 6749 section 5.2 allows there.
    error_description: description.replace(/["\\]|[^\x20-\x7e]/g, "'"),
    code,
    reference,
  }
}
