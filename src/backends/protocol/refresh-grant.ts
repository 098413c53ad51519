import { ENGLISH } from '../../locales/locales.js'
import { message } from '../../locales/messages.js'
import {
  ClientError,
  type Configuration,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
  tokenRevocation,
} from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { RefreshRequest, RefreshResult, RevokeRequest } from '../capabilities.js'
import { tokenResponseSchema, toProviderTokens } from './code-grant.js'
import { withProviderTimeout } from './options.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import { codeForStatus, providerError, toProviderError } from './provider-errors.js'
import { restoreIdToken } from './token-endpoint.js'
import { maySendTokens } from './token-origins.js'

/** Begins the detail of every error of a refresh. */
export const REFRESH_LABEL = message('detail.of.refresh')

/** Errors that mean that the refresh token is no longer valid (RFC 6749 §5.2; the others are those of GitHub and Slack). */
const REJECTION_CODES = new Set([
  'invalid_grant',
  'unsupported_grant_type',
  'bad_refresh_token',
  'invalid_refresh_token',
  'invalid_token',
  'token_expired',
  'token_revoked',
])
/** Atlassian and Twitch, among others, say only in words that it is about the refresh token. */
const ABOUT_REFRESH_TOKEN = /\brefresh[ _-]?token\b/i

function isRejection({ error, error_description, status }: ResponseBodyError): boolean {
  if (REJECTION_CODES.has(error.toLowerCase())) return true
  const mayBe = codeForStatus(status) === 'provider_misconfigured' && error !== 'invalid_client'
  return mayBe && ABOUT_REFRESH_TOKEN.test(error_description ?? '')
}

/** A refresh whose tokens were not accepted. */
export type RefreshFailure = Extract<RefreshResult, { ok: false }>

/** The result of a refresh that failed for this reason; `detail` is for the log. */
export function toRefreshFailure(reason: RefreshFailure['reason'], detail: string): RefreshFailure {
  return { ok: false, reason, detail: `${ENGLISH.format(REFRESH_LABEL)}: ${detail}` }
}

/** The result for an error that is about the refresh token; any other error is thrown. */
function toRejection(error: unknown): RefreshFailure {
  const problem = toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
  if (!(error instanceof ResponseBodyError) || !isRejection(error)) throw problem
  return { ok: false, reason: 'refused', detail: problem.detail ?? problem.code }
}

/**
 * Exchanges a refresh token for new tokens (RFC 6749 §6). The request is sent once and never repeated, because many
 * providers accept a refresh token only once. The ID Token is not verified yet.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function redeemRefreshToken(
  config: Configuration,
  { refreshToken, origins }: Pick<RefreshRequest, 'refreshToken' | 'origins'>,
  clock: () => Date,
): Promise<RefreshResult> {
  if (!maySendTokens({ origins }, config.serverMetadata().token_endpoint))
    return toRefreshFailure(
      'refused',
      'the token endpoint is at another host than when the tokens were issued',
    )
  let response: TokenEndpointResponse
  try {
    response = await refreshTokenGrant(config, refreshToken)
  } catch (error) {
    return toRejection(error)
  }
  const parsed = tokenResponseSchema.safeParse(restoreIdToken(response))
  if (parsed.success) return { ok: true, tokens: toProviderTokens(parsed.data, config, clock()) }
  const members = parsed.error.issues.map(({ path }) => path.join('.'))
  const problem = toProblem(
    message('detail.noValid', { members: members.join(', ') }),
    providerCause('token_response_invalid'),
  )
  throw providerError('provider_unavailable', REFRESH_LABEL, problem)
}

/**
 * In milliseconds, in addition to the refresh. A request that waits for the refresh of another process waits for both.
 */
const USERINFO_TIMEOUT_MS = 3000

type RefreshSuccess = Extract<RefreshResult, { ok: true }>

/**
 * Asks the provider's API which account new tokens belong to, when no ID Token came with them. Tokens of another
 * account, or of none, are discarded. If the API does not respond, the tokens are kept: the previous refresh token may
 * be used up, and the user would have to connect the account again whenever the API is slow.
 * @param fetchSubject resolves to the subject; rejects with identity_rejected when the response has none
 */
export async function verifySameSubject(
  refreshed: RefreshSuccess,
  subject: string,
  fetchSubject: (signal: AbortSignal) => Promise<string>,
): Promise<RefreshResult> {
  try {
    const actualSubject = await withProviderTimeout(USERINFO_TIMEOUT_MS, fetchSubject)
    return actualSubject === subject
      ? refreshed
      : toRefreshFailure('other_person', 'the tokens belong to another user')
  } catch (error) {
    const { code, detail } = toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
    if (error instanceof PortcullisError && code === 'identity_rejected')
      return toRefreshFailure('invalid_id_token', detail ?? code)
    return { ...refreshed, unverifiedReason: detail ?? code }
  }
}

/** Errors of a revocation that mean that the token was no longer valid. */
const SPENT_CODES = new Set(['invalid_token', 'invalid_grant'])

/** Begins the detail of every error of a revocation. */
export const REVOCATION_LABEL = message('detail.of.revocation')

/**
 * Revokes one token (RFC 7009 §2.1): that of the given type, or the access token if there is no refresh token.
 * @returns false when the provider does not revoke tokens of that type (§2.2.1), as some do not revoke access tokens, or
 *   its endpoint is at another host than when the tokens were issued
 */
export async function revokeToken(
  config: Configuration,
  { refreshToken, accessToken, origins }: Omit<RevokeRequest, 'issuer'>,
  tokenType: 'refresh_token' | 'access_token',
): Promise<boolean> {
  if (!maySendTokens({ origins }, config.serverMetadata().revocation_endpoint)) return false
  const selectedRefreshToken = tokenType === 'access_token' ? null : refreshToken
  const hint = { token_type_hint: selectedRefreshToken === null ? 'access_token' : 'refresh_token' }
  try {
    await tokenRevocation(config, selectedRefreshToken ?? accessToken, hint)
    return true
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'unsupported_token_type') return false
    // RFC 7009 §2.2: what was asked for is achieved when the token is not valid, or with any status of the class 2xx.
    if (error instanceof ResponseBodyError && SPENT_CODES.has(error.error)) return true
    if (error instanceof ClientError && error.cause instanceof Response && error.cause.ok) return true
    throw error
  }
}
