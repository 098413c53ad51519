import type { Configuration } from 'openid-client'
import type { Call } from '../../outbound/calls.js'
import { notingCalls } from '../../outbound/calls.js'
import type { OidcDefinition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { clientAuthentication } from './client-authentication.js'
import { agreedAlgorithms, configuration } from './configuration.js'
import type { Agreed } from './configuration.js'
import { fetchMetadata } from './metadata.js'
import type { Metadata } from './metadata.js'
import { Refreshed } from './refreshed.js'
import { SigningKeys } from './signing-keys.js'
import type { SigningKeySource } from './signing-keys.js'

/** All that is known of a provider at one time. */
interface Found extends Agreed {
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
export interface Known {
  readonly definition: OidcDefinition
  readonly options: BackendOptions
  readonly provider: {
    /** @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured */
    get(): Promise<Provider>
  }
}

/** Asks the provider about itself; keys that are still the right ones are kept. */
async function findProvider(
  definition: OidcDefinition,
  options: BackendOptions,
  old: Found | null,
): Promise<Found> {
  const { endpointParams, revocationEndpoint } = definition
  const told = await fetchMetadata({ ...options, rules: definition, endpointParams })
  const metadata = revocationEndpoint === null ? told : { ...told, revocation_endpoint: revocationEndpoint }
  const algorithms = agreedAlgorithms(
    definition.idTokenAlgorithm,
    metadata.id_token_signing_alg_values_supported,
  )
  const authentication = clientAuthentication(definition, metadata, options.now)
  const isSameUri = old?.keys.uri === metadata.jwks_uri
  const keys = isSameUri ? old.keys : new SigningKeys(metadata.jwks_uri, options.now)
  return { metadata, algorithms, authentication, keys }
}

/**
 * What is known of the provider of a definition, shared by all work with it.
 * @returns for each piece of work its own view, which adds the calls it makes to the list it is given
 */
export function knownProvider(
  definition: OidcDefinition,
  options: BackendOptions,
): (calls: Call[] | null) => Known {
  const found = new Refreshed<Found>(options.now)
  return (calls) => {
    const own = calls === null ? options : { ...options, fetch: notingCalls(options.fetch, calls) }
    const get = async (): Promise<Provider> => {
      const { metadata, keys, ...agreed } = await found.get((old) => findProvider(definition, own, old))
      const config = configuration(definition, metadata, agreed, own)
      return { metadata, algorithms: agreed.algorithms, config, keys: keys.by(own.fetch) }
    }
    return { definition, options: own, provider: { get } }
  }
}
