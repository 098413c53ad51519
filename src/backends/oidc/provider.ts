import type { Configuration } from 'openid-client'
import type { RecordedCall } from '../../outbound/calls.js'
import { recordCalls } from '../../outbound/calls.js'
import type { OidcDefinition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { clientAuthentication } from './client-authentication.js'
import { negotiateAlgorithms, createConfiguration } from './configuration.js'
import type { NegotiatedOptions } from './configuration.js'
import { fetchMetadata } from './metadata.js'
import type { Metadata } from './metadata.js'
import { CachedValue } from './refreshed.js'
import { SigningKeys } from './signing-keys.js'
import type { SigningKeySource } from './signing-keys.js'

/** All that is known of a provider at one time. */
interface LoadedProvider extends NegotiatedOptions {
  readonly metadata: Metadata
  readonly keys: SigningKeys
}

/** The same, for whoever asks it something. */
export interface Provider {
  readonly metadata: Metadata
  readonly algorithms: readonly string[]
  readonly config: Configuration
  readonly keys: SigningKeySource
}

/** What one piece of work knows: its definition, its way to the provider, and the provider once it is asked for. */
export interface OidcDeps {
  readonly definition: OidcDefinition
  readonly options: BackendOptions
  readonly provider: {
    /** @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured */
    get(): Promise<Provider>
  }
}

/** Asks the provider about itself; keys that are still the right ones are kept. */
async function loadProvider(
  definition: OidcDefinition,
  options: BackendOptions,
  old: LoadedProvider | null,
): Promise<LoadedProvider> {
  const { endpointParams, revocationEndpoint } = definition
  const discovered = await fetchMetadata({ ...options, rules: definition, endpointParams })
  const metadata =
    revocationEndpoint === null ? discovered : { ...discovered, revocation_endpoint: revocationEndpoint }
  const algorithms = negotiateAlgorithms(
    definition.idTokenAlgorithm,
    metadata.id_token_signing_alg_values_supported,
  )
  const authentication = clientAuthentication(definition, metadata, options.clock)
  const isSameUri = old?.keys.uri === metadata.jwks_uri
  const keys = isSameUri ? old.keys : new SigningKeys(metadata.jwks_uri, options.clock)
  return { metadata, algorithms, authentication, keys }
}

/**
 * What is known of the provider of a definition, shared by all work with it.
 * @returns for each piece of work its own view, which adds the calls it makes to the list it is given
 */
export function createProviderLoader(
  definition: OidcDefinition,
  options: BackendOptions,
): (calls: RecordedCall[] | null) => OidcDeps {
  const cached = new CachedValue<LoadedProvider>(options.clock)
  return (calls) => {
    const callOptions = calls === null ? options : { ...options, fetch: recordCalls(options.fetch, calls) }
    const get = async (): Promise<Provider> => {
      const { metadata, keys, ...negotiated } = await cached.get((old) =>
        loadProvider(definition, callOptions, old),
      )
      const config = createConfiguration(definition, metadata, negotiated, callOptions)
      return { metadata, algorithms: negotiated.algorithms, config, keys: keys.using(callOptions.fetch) }
    }
    return { definition, options: callOptions, provider: { get } }
  }
}
