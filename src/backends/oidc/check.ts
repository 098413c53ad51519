import type { Definition } from '../definition.js'
import { agreedAlgorithms } from './configuration.js'
import { withinDeadline } from './deadline.js'
import { providerFailure } from './failures.js'
import { requireIntrospection } from './introspection.js'
import { fetchMetadata } from './metadata.js'
import type { OidcOptions } from './options.js'
import { SigningKeys } from './signing-keys.js'

/**
 * Asks the provider of a definition for its metadata and its signing keys, as a sign-in would, and keeps nothing.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function checkProvider(
  definition: Definition,
  options: Omit<OidcOptions, 'redirectUri'>,
): Promise<void> {
  const { idTokenAlgorithm, issuer, introspection } = definition
  try {
    await withinDeadline(options.deadlineMs, async () => {
      const metadata = await fetchMetadata({ ...options, issuer })
      agreedAlgorithms(idTokenAlgorithm, metadata.id_token_signing_alg_values_supported)
      if (introspection) requireIntrospection(metadata)
      await new SigningKeys(metadata.jwks_uri, options.fetch, options.now).current()
    })
  } catch (error) {
    throw providerFailure(error, 'the check', 'provider_misconfigured')
  }
}
