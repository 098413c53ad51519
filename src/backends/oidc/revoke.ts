import type { RevokeRequest } from '../revoking.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { revokeToken, REVOCATION_LABEL } from '../protocol/revocation.js'
import { matchesIssuer } from './issuers.js'
import type { OidcDeps } from './provider.js'

/**
 * Revokes a token (RFC 7009) at a provider whose metadata (RFC 8414 §2), or whose definition, name the endpoint; false at any other.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke(deps: OidcDeps, request: RevokeRequest): Promise<boolean> {
  if (!matchesIssuer(request.issuer, deps.definition)) return false
  try {
    return await withTimeout(deps.options.deadlineMs, async (signal) => {
      const { metadata, config } = await deps.provider.get()
      if (metadata.revocation_endpoint === undefined) return false
      signal.throwIfAborted()
      return revokeToken(config, request, deps.definition.revocation)
    })
  } catch (error) {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  }
}
