import { ResponseBodyError, tokenRevocation } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { ToRevoke } from '../revoking.js'

/** Begins the detail of whatever goes wrong with a revocation. */
export const REVOCATION = 'the revocation'

/**
 * Revokes one token (RFC 7009 §2.1): the wanted one, or the access token where there is no refresh token. False when the
 * provider revokes no tokens of that type (§2.2.1), as some do with access tokens.
 */
export async function revokeOne(
  config: Configuration,
  { refreshToken, accessToken }: Pick<ToRevoke, 'refreshToken' | 'accessToken'>,
  wanted: 'refresh_token' | 'access_token',
): Promise<boolean> {
  const shown = wanted === 'access_token' ? null : refreshToken
  const hint = { token_type_hint: shown === null ? 'access_token' : 'refresh_token' }
  try {
    await tokenRevocation(config, shown ?? accessToken, hint)
    return true
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'unsupported_token_type') return false
    throw error
  }
}
