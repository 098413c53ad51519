import { ResponseBodyError, tokenRevocation } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { RevokeRequest } from '../revoking.js'

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
