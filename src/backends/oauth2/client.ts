import * as openid from 'openid-client'
import type { OAuth2Definition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { clientSecretBasic } from '../protocol/client-secret-basic.js'
import { tolerantFetch } from '../protocol/token-response.js'
import { normalizeTokenResponses } from './plain-answers.js'

function clientAuthentication({ clientAuthentication: method, clientSecret }: OAuth2Definition) {
  if (method === 'none' || clientSecret === null) return openid.None()
  return method === 'client_secret_post'
    ? openid.ClientSecretPost(clientSecret)
    : clientSecretBasic(clientSecret)
}

/** What openid-client needs to know of an authorization server without metadata, and of us. */
export function oauthClient(
  definition: OAuth2Definition,
  { fetch, allowInsecure, deadlineMs }: BackendOptions,
): openid.Configuration {
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
