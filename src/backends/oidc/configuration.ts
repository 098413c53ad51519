import {
  allowInsecureRequests,
  type ClientAuth,
  clockSkew,
  Configuration,
  type ServerMetadata,
} from 'openid-client'
import type { OidcDefinition } from '../definition/definition.js'
import type { BackendOptions } from '../protocol/options.js'
import type { ProviderMetadata } from './metadata.js'

/** What follows from the metadata and the definition together. */
export interface NegotiatedOptions {
  readonly algorithms: readonly string[]
  readonly authentication: ClientAuth
}

/**
 * What openid-client needs to know about the provider and about this client. Without a time limit: our own HTTP client has
 * one for each call, and `withProviderTimeout` one for all of them.
 */
export function createConfiguration(
  { clientId }: OidcDefinition,
  metadata: ProviderMetadata,
  { algorithms, authentication }: NegotiatedOptions,
  { allowInsecure, clock }: BackendOptions,
): Configuration {
  const { introspection_endpoint: introspection, revocation_endpoint: revocation } = metadata
  const { jwks_uri: jwksUri, pushed_authorization_request_endpoint: push } = metadata
  const server: ServerMetadata = {
    issuer: metadata.issuer,
    authorization_endpoint: metadata.authorization_endpoint,
    token_endpoint: metadata.token_endpoint,
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
    ...(push === undefined ? {} : { pushed_authorization_request_endpoint: push }),
    ...(introspection === undefined ? {} : { introspection_endpoint: introspection }),
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
    id_token_signing_alg_values_supported: [...algorithms],
  }
  const client = { [clockSkew]: Math.round((clock().getTime() - Date.now()) / 1000) }
  const config = new Configuration(server, clientId, client, authentication)
  config.timeout = 0
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: http is for development only
  if (allowInsecure) allowInsecureRequests(config)
  return config
}
