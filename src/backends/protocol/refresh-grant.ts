import { ResponseBodyError, refreshTokenGrant } from 'openid-client'
import type { Configuration, TokenEndpointResponse } from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { RefreshResult } from '../refreshing.js'
import { tokenResponseSchema, toProviderTokens } from './code-grant.js'
import { safeOAuthCode, toProviderError } from './failures.js'
import { restoreIdToken } from './token-response.js'

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
