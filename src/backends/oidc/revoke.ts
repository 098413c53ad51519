import type { ToRevoke } from '../revoking.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { revokeOne, REVOCATION } from '../protocol/revocation.js'
import { mayBeIssuer } from './issuers.js'
import type { Known } from './provider.js'

/**
 * Revokes a token (RFC 7009) at a provider whose metadata (RFC 8414 §2), or whose definition, name the endpoint; false at any other.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke(known: Known, tokens: ToRevoke): Promise<boolean> {
  if (!mayBeIssuer(tokens.issuer, known.definition)) return false
  try {
    return await withinDeadline(known.options.deadlineMs, async (signal) => {
      const { metadata, config } = await known.provider.get()
      if (metadata.revocation_endpoint === undefined) return false
      signal.throwIfAborted()
      return revokeOne(config, tokens, known.definition.revocation)
    })
  } catch (error) {
    throw providerFailure(error, REVOCATION, 'provider_unavailable')
  }
}
