import {
  type Configuration,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
  tokenRevocation,
} from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { RefreshResult, RevokeRequest } from '../capabilities.js'
import { tokenResponseSchema, toProviderTokens } from './code-grant.js'
import { withProviderTimeout } from './options.js'
import { safeOAuthCode, toProviderError } from './provider-errors.js'
import { restoreIdToken } from './token-endpoint.js'

/** Begins the detail of whatever goes wrong with a refresh. */
export const REFRESH_LABEL = 'the refresh'

/** Asking again with the same token would not help after these (RFC 6749 §5.2; the last one is GitHub's). */
const REJECTION_CODES = new Set(['invalid_grant', 'unsupported_grant_type', 'bad_refresh_token'])

export type RefreshFailure = Extract<RefreshResult, { ok: false }>

export function toRefreshFailure(reason: RefreshFailure['reason'], detail: string): RefreshFailure {
  return { ok: false, reason, detail: `${REFRESH_LABEL}: ${detail}` }
}

/** What an error of the request says of the refresh token; whatever says nothing of it is thrown. */
function toRejection(error: unknown): RefreshFailure {
  if (error instanceof ResponseBodyError && REJECTION_CODES.has(error.error)) {
    return toRefreshFailure('refused', `error ${safeOAuthCode(error.error)}`)
  }
  throw toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
}

/**
 * Trades a refresh token for new tokens (RFC 6749 §6): one request, never repeated, since many providers take a refresh
 * token once only. An ID Token among them is not verified yet.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function redeemRefreshToken(
  config: Configuration,
  refreshToken: string,
  clock: () => Date,
): Promise<RefreshResult> {
  let response: TokenEndpointResponse
  try {
    response = await refreshTokenGrant(config, refreshToken)
  } catch (error) {
    return toRejection(error)
  }
  const parsed = tokenResponseSchema.safeParse(restoreIdToken(response))
  if (parsed.success) return { ok: true, tokens: toProviderTokens(parsed.data, clock()) }
  const members = parsed.error.issues.map(({ path }) => path.join('.'))
  throw new PortcullisError('provider_unavailable', {
    detail: `${REFRESH_LABEL}: no sound ${members.join(', ')}`,
  })
}

/** In milliseconds, behind the refresh itself; whoever waits for somebody else's refresh waits as long as both. */
const USERINFO_TIMEOUT_MS = 3000

type RefreshSuccess = Extract<RefreshResult, { ok: true }>

/**
 * Asks the provider's API, with new tokens that no ID Token came with, whose they are. An API that names somebody else, or
 * nobody, is believed. One that does not answer proves nothing: the tokens are kept, since the refresh token before
 * them may be spent by now and the person would have to connect again whenever an API is slow.
 * @param fetchSubject resolves to the subject; identity_rejected when the answer names none
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
      : toRefreshFailure('other_person', 'the tokens are of another person')
  } catch (error) {
    const { code, detail } = toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
    if (error instanceof PortcullisError && code === 'identity_rejected')
      return toRefreshFailure('invalid_id_token', detail ?? code)
    return { ...refreshed, unverifiedReason: detail ?? code }
  }
}

/** Begins the detail of whatever goes wrong with a revocation. */
export const REVOCATION_LABEL = 'the revocation'

/**
 * Revokes one token (RFC 7009 §2.1): the wanted one, or the access token where there is no refresh token. False when the
 * provider revokes no tokens of that type (§2.2.1), as some do with access tokens.
 */
export async function revokeToken(
  config: Configuration,
  { refreshToken, accessToken }: Pick<RevokeRequest, 'refreshToken' | 'accessToken'>,
  tokenType: 'refresh_token' | 'access_token',
): Promise<boolean> {
  const selectedRefreshToken = tokenType === 'access_token' ? null : refreshToken
  const hint = { token_type_hint: selectedRefreshToken === null ? 'access_token' : 'refresh_token' }
  try {
    await tokenRevocation(config, selectedRefreshToken ?? accessToken, hint)
    return true
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'unsupported_token_type') return false
    throw error
  }
}
