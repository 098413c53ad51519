import type { Configuration } from 'openid-client'
import type { OidcDefinition } from '../definition.js'
import { agreedAlgorithms, configuration } from './configuration.js'
import { fetchMetadata } from './metadata.js'
import type { Metadata } from './metadata.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import type { Refreshed } from './refreshed.js'
import { SigningKeys } from './signing-keys.js'

/** All that is known of a provider at one time. */
export interface Provider {
  readonly metadata: Metadata
  readonly algorithms: readonly string[]
  readonly config: Configuration
  readonly keys: SigningKeys
}

/**
 * Asks the provider about itself; keys that are still the right ones are kept.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function findProvider(
  definition: OidcDefinition,
  options: BackendOptions,
  old: Provider | null,
): Promise<Provider> {
  const { endpointParams, revocationEndpoint } = definition
  const found = await fetchMetadata({ ...options, rules: definition, endpointParams })
  const metadata = revocationEndpoint === null ? found : { ...found, revocation_endpoint: revocationEndpoint }
  const algorithms = agreedAlgorithms(
    definition.idTokenAlgorithm,
    metadata.id_token_signing_alg_values_supported,
  )
  const config = configuration(definition, metadata, algorithms, options)
  const isSameUri = old?.keys.uri === metadata.jwks_uri
  const keys = isSameUri ? old.keys : new SigningKeys(metadata.jwks_uri, options.fetch, options.now)
  return { metadata, algorithms, config, keys }
}

/** What the backend was given, and what it found out. */
export interface Known {
  readonly definition: OidcDefinition
  readonly options: BackendOptions
  readonly provider: Refreshed<Provider>
}
