import { tokenRevocation } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { ToRevoke } from '../revoking.js'

/** Begins the detail of whatever goes wrong with a revocation. */
export const REVOCATION = 'the revocation'

/** Revokes the refresh token, or the access token where there is none (RFC 7009 §2.1). */
export async function revokeOne(
  config: Configuration,
  { refreshToken, accessToken }: Pick<ToRevoke, 'refreshToken' | 'accessToken'>,
): Promise<void> {
  const hint = { token_type_hint: refreshToken === null ? 'access_token' : 'refresh_token' }
  await tokenRevocation(config, refreshToken ?? accessToken, hint)
}
