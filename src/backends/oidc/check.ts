import type { OidcDefinition } from '../definition.js'
import { clientAuthentication } from './client-authentication.js'
import { agreedAlgorithms } from './configuration.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { requireIntrospection } from './introspection.js'
import { fetchMetadata } from './metadata.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { SigningKeys } from './signing-keys.js'

/**
 * Asks the provider of a definition for its metadata and its signing keys, as a sign-in would, and keeps nothing.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function checkProvider(
  definition: OidcDefinition,
  options: Omit<BackendOptions, 'redirectUri'>,
): Promise<void> {
  const { idTokenAlgorithm, introspection, endpointParams } = definition
  try {
    await withinDeadline(options.deadlineMs, async () => {
      const metadata = await fetchMetadata({ ...options, rules: definition, endpointParams })
      agreedAlgorithms(idTokenAlgorithm, metadata.id_token_signing_alg_values_supported)
      clientAuthentication(definition, metadata, options.now)
      if (introspection) requireIntrospection(metadata)
      await new SigningKeys(metadata.jwks_uri, options.now).by(options.fetch).current()
    })
  } catch (error) {
    throw providerFailure(error, 'the check', 'provider_misconfigured')
  }
}
