import * as openid from 'openid-client'
import { PortcullisError } from '../../errors.js'
import { ASYMMETRIC_ALGORITHMS } from '../oidc-definition.js'
import type { OidcDefinition } from '../definition.js'
import type { Metadata } from './metadata.js'
import { tolerantFetch } from '../protocol/token-response.js'
import type { BackendOptions } from '../protocol/backend-options.js'

function misconfiguredError(detail: string): PortcullisError {
  return new PortcullisError('provider_misconfigured', { detail })
}

/**
 * The algorithms an ID Token may be signed with. Symmetric ones and `none` never are among them, whatever the
 * metadata list (RFC 8725 §3.1).
 */
export function negotiateAlgorithms(
  configured: string | null,
  listed: readonly string[] | undefined,
): string[] {
  if (configured !== null) return [configured]
  // Discovery §3 obliges every provider to support RS256, so it stands for metadata without a list.
  if (listed === undefined || listed.includes('RS256')) return ['RS256']
  const usable = ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (usable.length > 0) return usable
  throw misconfiguredError('the metadata: no asymmetric algorithm for ID Tokens is listed')
}

/** What follows from the metadata of a provider and from our definition of it. */
export interface NegotiatedOptions {
  readonly algorithms: readonly string[]
  readonly authentication: openid.ClientAuth
}

/** What openid-client needs to know of a provider and of us, with the way out that it is to use. */
export function createConfiguration(
  { clientId }: OidcDefinition,
  metadata: Metadata,
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
