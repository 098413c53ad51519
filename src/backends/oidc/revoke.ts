import { tokenRevocation } from 'openid-client'
import type { ToRevoke } from '../revoking.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { mayBeIssuer } from './issuers.js'
import type { Known } from './provider.js'

const WHAT = 'the revocation'

/** Revokes a token (RFC 7009) at a provider whose metadata (RFC 8414 §2) name the endpoint; false at any other. */
export async function revoke(known: Known, tokens: ToRevoke): Promise<boolean> {
  const { issuer, refreshToken, accessToken } = tokens
  if (!mayBeIssuer(issuer, known.definition)) return false
  try {
    return await withinDeadline(known.options.deadlineMs, async (signal) => {
      const { metadata, config } = await known.provider.get()
      if (metadata.revocation_endpoint === undefined) return false
      signal.throwIfAborted()
      const hint = { token_type_hint: refreshToken === null ? 'access_token' : 'refresh_token' }
      await tokenRevocation(config, refreshToken ?? accessToken, hint)
      return true
    })
  } catch (error) {
    throw providerFailure(error, WHAT, 'provider_unavailable')
  }
}
