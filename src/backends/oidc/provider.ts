import { message } from '../../locales/messages.js'
import type { Configuration } from 'openid-client'
import { type CallRecorder, recordCalls } from '../../http-client/recorded-calls.js'
import type { OidcDefinition } from '../definition/definition.js'
import { ASYMMETRIC_ALGORITHMS, SYMMETRIC_ALGORITHMS } from '../definition/oidc.js'
import { providerCause } from '../../provider-causes.js'
import { Configurations } from '../protocol/configurations.js'
import { type BackendOptions, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { CachedValue } from './cached-value.js'
import { clientAuthentication } from './client-authentication.js'
import { createConfiguration } from './configuration.js'
import { requireIntrospection } from './introspection.js'
import { fetchMetadata, metadataError, type ProviderMetadata } from './metadata.js'
import type { TokenVerification } from './signed-token.js'
import { SigningKeys, type SigningKeySource } from './signing-keys.js'

/** What is cached about a provider. */
interface LoadedProvider {
  readonly metadata: ProviderMetadata
  readonly algorithms: readonly string[]
  readonly configurations: Configurations
  /** Null when the metadata need not name any, because the client secret signs. */
  readonly keys: SigningKeys | null
}

/** A provider, for work that calls it. */
export interface Provider {
  readonly metadata: ProviderMetadata
  readonly config: Configuration
  readonly verification: TokenVerification
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
  const metadata = await fetchMetadata({ ...options, definition })
  const algorithms = negotiateAlgorithms(
    definition.idTokenAlgorithm,
    metadata.id_token_signing_alg_values_supported,
  )
  const authentication = clientAuthentication(definition, metadata, options.clock)
  const uri = metadata.jwks_uri
  const oldKeys = old?.keys ?? null
  const keys = uri === undefined ? null : oldKeys?.uri === uri ? oldKeys : new SigningKeys(uri, options.clock)
  requirePushEndpoint(definition, metadata)
  requireUnsignedRequests(metadata)
  const configurations = new Configurations(() =>
    createConfiguration(definition, metadata, { algorithms, authentication }, options),
  )
  return { metadata, algorithms, configurations, keys }
}

/** Runs work with a provider, and records its calls. The configuration that it used is released when it ends. */
export type WithProvider = <T>(recorder: CallRecorder, work: (deps: OidcDeps) => Promise<T>) => Promise<T>

/**
 * Creates the cache for the provider of a definition, which all work with the provider shares.
 * @returns `shared` for work whose calls are not recorded
 */
export function createProviderLoader(
  definition: OidcDefinition,
  options: BackendOptions,
): { readonly shared: OidcDeps; readonly withProvider: WithProvider } {
  const cached = new CachedValue<LoadedProvider>(options.clock)
  const secret = symmetricKey(definition)
  const prepare = (callOptions: BackendOptions) => {
    let taken: { readonly provider: Provider; readonly release: () => void } | null = null
    const get = async (): Promise<Provider> => {
      const loaded = await cached.get((old) => loadProvider(definition, callOptions, old))
      taken ??= acquireProvider(loaded, callOptions, { secret, clockTolerance: definition.clockTolerance })
      return taken.provider
    }
    const deps: OidcDeps = { definition, options: callOptions, provider: { get } }
    return { deps, release: () => taken?.release() }
  }
  return {
    // Each call gets a configuration that is never released, because nothing says when this work has ended.
    shared: { definition, options, provider: { get: () => prepare(options).deps.provider.get() } },
    withProvider: async (recorder, work) => {
      const { deps, release } = prepare({ ...options, fetch: recordCalls(options.fetch, recorder) })
      try {
        return await work(deps)
      } finally {
        release()
      }
    },
  }
}

function acquireProvider(
  { metadata, algorithms, configurations, keys }: LoadedProvider,
  { fetch, clock }: BackendOptions,
  { secret, clockTolerance }: { readonly secret: Uint8Array | null; readonly clockTolerance: number },
): { readonly provider: Provider; readonly release: () => void } {
  const config = configurations.take(fetch)
  const verification = {
    algorithms,
    secret,
    clock,
    keys: keys?.using(fetch) ?? NO_KEYS,
    clockToleranceS: clockTolerance / 1000,
  }
  return {
    provider: { metadata, config, verification },
    release: () => {
      configurations.release(config)
    },
  }
}

const NO_KEYS: SigningKeySource = {
  current: () =>
    Promise.reject(
      metadataError(
        message('detail.claim.missing', { claim: 'jwks_uri' }),
        providerCause('metadata_invalid'),
      ),
    ),
  refreshAfter: () => Promise.resolve(null),
}

/** The client secret as a key (Core §10.1), if the definition chooses an algorithm that uses it. */
function symmetricKey({ idTokenAlgorithm, clientSecret }: OidcDefinition): Uint8Array | null {
  const isSymmetric = SYMMETRIC_ALGORITHMS.some((algorithm) => algorithm === idTokenAlgorithm)
  return isSymmetric && clientSecret !== null ? Buffer.from(clientSecret, 'utf8') : null
}

/** Whether authorization requests are pushed (RFC 9126): by choice, or because the provider requires it (§5). */
export function pushesRequests(definition: OidcDefinition, metadata: ProviderMetadata): boolean {
  return definition.pushedAuthorization || metadata.require_pushed_authorization_requests === true
}

/** @throws PortcullisError provider_misconfigured when no user could sign in, because no address counts as verified */
function requireVerifiedEmails(
  { allowedDomains, emailVerified }: OidcDefinition,
  { claims_supported: claims }: ProviderMetadata,
): void {
  const saysNothing = claims.length > 0 && claims.includes('email') && !claims.includes('email_verified')
  if (allowedDomains.length === 0 || emailVerified !== null || !saysNothing) return
  throw metadataError(message('detail.metadata.emailVerified'), providerCause('verified_email_not_listed'))
}

/** @throws PortcullisError provider_misconfigured when requests must be signed (RFC 9101 §10.5), which is not supported */
function requireUnsignedRequests({ require_signed_request_object: isRequired }: ProviderMetadata): void {
  if (isRequired === true)
    throw metadataError(message('detail.metadata.signedRequests'), providerCause('signed_requests_required'))
}

/** @throws PortcullisError provider_misconfigured when requests must be pushed, but to nowhere */
function requirePushEndpoint(definition: OidcDefinition, metadata: ProviderMetadata): void {
  if (!pushesRequests(definition, metadata) || metadata.pushed_authorization_request_endpoint !== undefined)
    return
  throw metadataError(
    definition.pushedAuthorization
      ? message('detail.metadata.pushNeeded')
      : message('detail.metadata.pushRequired'),
    providerCause('no_push_endpoint'),
  )
}

/**
 * The algorithms that an ID Token may be signed with: the configured one, else every one that the metadata list. They never include symmetric algorithms or `none`, whatever the
 * metadata list (RFC 8725 §3.1).
 */
function negotiateAlgorithms(configured: string | null, listed: readonly string[] | undefined): string[] {
  if (configured !== null) return [configured]
  // Every provider must support RS256 (Discovery §3), so it is the default for metadata without a list.
  if (listed === undefined) return ['RS256']
  const usable = ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (usable.length > 0) return usable
  throw metadataError(message('detail.metadata.noAsymmetric'), providerCause('no_asymmetric_algorithm'))
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
      requirePushEndpoint(definition, metadata)
      requireUnsignedRequests(metadata)
      requireVerifiedEmails(definition, metadata)
      if (metadata.jwks_uri !== undefined)
        await new SigningKeys(metadata.jwks_uri, options.clock).using(options.fetch).current()
      return metadata
    })
  } catch (error) {
    throw toProviderError(error, message('detail.of.check'), 'provider_misconfigured')
  }
}
