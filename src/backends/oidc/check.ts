import type { OidcDefinition } from '../definition.js'
import { clientAuthentication } from './client-authentication.js'
import { negotiateAlgorithms } from './configuration.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { requireIntrospection } from './introspection.js'
import { fetchMetadata } from './metadata.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { SigningKeys } from './signing-keys.js'

/**
 * Asks the provider of a definition for its metadata and its signing keys, as a sign-in would, and keeps nothing.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeProvider(
  definition: OidcDefinition,
  options: Omit<BackendOptions, 'redirectUri'>,
): Promise<void> {
  const { idTokenAlgorithm, introspection, endpointParams } = definition
  try {
    await withTimeout(options.deadlineMs, async () => {
      const metadata = await fetchMetadata({ ...options, rules: definition, endpointParams })
      negotiateAlgorithms(idTokenAlgorithm, metadata.id_token_signing_alg_values_supported)
      clientAuthentication(definition, metadata, options.clock)
      if (introspection) requireIntrospection(metadata)
      await new SigningKeys(metadata.jwks_uri, options.clock).using(options.fetch).current()
    })
  } catch (error) {
    throw toProviderError(error, 'the check', 'provider_misconfigured')
  }
}
