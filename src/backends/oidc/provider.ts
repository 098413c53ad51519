import * as openid from 'openid-client'
import type { Configuration } from 'openid-client'
import { type CallRecorder, recordCalls } from '../../http-client/recorded-calls.js'
import type { OidcDefinition } from '../definition/definition.js'
import { ASYMMETRIC_ALGORITHMS } from '../definition/oidc.js'
import { type BackendOptions, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { tolerantFetch } from '../protocol/token-endpoint.js'
import { CachedValue } from './cached-value.js'
import { clientAuthentication } from './client-authentication.js'
import { requireIntrospection } from './introspection.js'
import { fetchMetadata, metadataError, type ProviderMetadata } from './metadata.js'
import { SigningKeys, type SigningKeySource } from './signing-keys.js'

/** What is cached about a provider. */
interface LoadedProvider extends NegotiatedOptions {
  readonly metadata: ProviderMetadata
  readonly keys: SigningKeys
}

/** A provider, for work that calls it. */
export interface Provider {
  readonly metadata: ProviderMetadata
  readonly algorithms: readonly string[]
  readonly config: Configuration
  readonly keys: SigningKeySource
}

/** What each piece of work needs: the definition, the options, and the provider, which is loaded on first use. */
export interface OidcDeps {
  readonly definition: OidcDefinition
  readonly options: BackendOptions
  readonly provider: {
    /** @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured */
    get(): Promise<Provider>
  }
}

/** Loads the metadata of the provider. Its cached keys are kept if their URL is still the same. */
async function loadProvider(
  definition: OidcDefinition,
  options: BackendOptions,
  old: LoadedProvider | null,
): Promise<LoadedProvider> {
  const { revocationEndpoint } = definition
  const discovered = await fetchMetadata({ ...options, definition })
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
 * Creates the cache for the provider of a definition, which all work with the provider shares.
 * @returns a function that creates the dependencies of one piece of work; the recorder gets the calls that this work
 *   makes
 */
export function createProviderLoader(
  definition: OidcDefinition,
  options: BackendOptions,
): (recorder: CallRecorder | null) => OidcDeps {
  const cached = new CachedValue<LoadedProvider>(options.clock)
  return (recorder) => {
    const callOptions =
      recorder === null ? options : { ...options, fetch: recordCalls(options.fetch, recorder) }
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

/**
 * The algorithms that an ID Token may be signed with: the configured one, else every one that the metadata list. They never include symmetric algorithms or `none`, whatever the
 * metadata list (RFC 8725 §3.1).
 */
export function negotiateAlgorithms(
  configured: string | null,
  listed: readonly string[] | undefined,
): string[] {
  if (configured !== null) return [configured]
  // Every provider must support RS256 (Discovery §3), so it is the default for metadata without a list.
  if (listed === undefined) return ['RS256']
  const usable = ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (usable.length > 0) return usable
  throw metadataError('they list no asymmetric algorithm for ID Tokens')
}

/** What follows from the metadata and the definition together. */
export interface NegotiatedOptions {
  readonly algorithms: readonly string[]
  readonly authentication: openid.ClientAuth
}

/** What openid-client needs to know about the provider and about this client, and the HTTP client it uses. */
export function createConfiguration(
  { clientId }: OidcDefinition,
  metadata: ProviderMetadata,
  { algorithms, authentication }: NegotiatedOptions,
  { fetch, allowInsecure, deadlineMs, clock }: BackendOptions,
): openid.Configuration {
  const { introspection_endpoint: introspection, revocation_endpoint: revocation } = metadata
  const server: openid.ServerMetadata = {
    issuer: metadata.issuer,
    authorization_endpoint: metadata.authorization_endpoint,
    token_endpoint: metadata.token_endpoint,
    jwks_uri: metadata.jwks_uri,
    ...(introspection === undefined ? {} : { introspection_endpoint: introspection }),
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
    id_token_signing_alg_values_supported: [...algorithms],
  }
  const client = { [openid.clockSkew]: Math.round((clock().getTime() - Date.now()) / 1000) }
  const config = new openid.Configuration(server, clientId, client, authentication)
  config.timeout = deadlineMs / 1000
  config[openid.customFetch] = tolerantFetch(fetch)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: http is for development only
  if (allowInsecure) openid.allowInsecureRequests(config)
  return config
}

/**
 * Fetches and checks the metadata and the signing keys of a provider, as a sign-in would, and caches nothing.
 * @returns the metadata
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeProvider(
  definition: OidcDefinition,
  options: Omit<BackendOptions, 'redirectUri'>,
): Promise<ProviderMetadata> {
  const { idTokenAlgorithm, introspection } = definition
  try {
    return await withProviderTimeout(options.deadlineMs, async () => {
      const metadata = await fetchMetadata({ ...options, definition })
      negotiateAlgorithms(idTokenAlgorithm, metadata.id_token_signing_alg_values_supported)
      clientAuthentication(definition, metadata, options.clock)
      if (introspection) requireIntrospection(metadata)
      await new SigningKeys(metadata.jwks_uri, options.clock).using(options.fetch).current()
      return metadata
    })
  } catch (error) {
    throw toProviderError(error, 'the check', 'provider_misconfigured')
  }
}
