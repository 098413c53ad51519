import * as openid from 'openid-client'
import type { Configuration } from 'openid-client'
import type { OAuth2Definition } from '../definition/definition.js'
import type { BackendOptions } from '../protocol/options.js'
import { clientSecretBasic, tolerantFetch } from '../protocol/token-endpoint.js'
import { normalizeTokenResponses } from './normalize-response.js'

/** What each piece of work with a provider of OAuth 2 needs. */
export interface OAuth2Deps {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

/** Creates the dependencies; all calls to the provider use `options.fetch`. */
export function createOAuth2Deps(definition: OAuth2Definition, options: BackendOptions): OAuth2Deps {
  return { definition, options, config: createConfiguration(definition, options) }
}

/** The client authentication, with the provider's own name for `client_id` if it has one. */
function clientAuthentication(definition: OAuth2Definition): openid.ClientAuth {
  const { clientId, clientIdParameter } = definition
  const authenticate = standardAuthentication(definition)
  if (clientIdParameter === 'client_id') return authenticate
  return (server, client, body, headers) => {
    authenticate(server, client, body, headers)
    body.delete('client_id')
    body.set(clientIdParameter, clientId)
  }
}

function standardAuthentication({ clientAuthentication: method, clientSecret }: OAuth2Definition) {
  if (method === 'none' || clientSecret === null) return openid.None()
  return method === 'client_secret_post'
    ? openid.ClientSecretPost(clientSecret)
    : clientSecretBasic(clientSecret)
}

/** What openid-client needs to know about an authorization server without metadata, and about this client. */
function createConfiguration(
  definition: OAuth2Definition,
  { fetch, allowInsecure, deadlineMs }: BackendOptions,
): Configuration {
  const { issuer, authorizationEndpoint, tokenEndpoint, revocationEndpoint, clientId } = definition
  const server: openid.ServerMetadata = {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    ...(revocationEndpoint === null ? {} : { revocation_endpoint: revocationEndpoint }),
  }
  const config = new openid.Configuration(server, clientId, {}, clientAuthentication(definition))
  config.timeout = deadlineMs / 1000
  config[openid.customFetch] = tolerantFetch(normalizeTokenResponses(fetch, definition))
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: http is for development only
  if (allowInsecure) openid.allowInsecureRequests(config)
  return config
}
