import { tokenRevocation } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { ToRevoke } from '../revoking.js'

/** Begins the detail of whatever goes wrong with a revocation. */
export const REVOCATION = 'the revocation'

/** Revokes one token (RFC 7009 §2.1): the wanted one, or the access token where there is no refresh token. */
export async function revokeOne(
  config: Configuration,
  { refreshToken, accessToken }: Pick<ToRevoke, 'refreshToken' | 'accessToken'>,
  wanted: 'refresh_token' | 'access_token',
): Promise<void> {
  const shown = wanted === 'access_token' ? null : refreshToken
  const hint = { token_type_hint: shown === null ? 'access_token' : 'refresh_token' }
  await tokenRevocation(config, shown ?? accessToken, hint)
}
