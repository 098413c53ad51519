import * as openid from 'openid-client'
import type { Configuration } from 'openid-client'
import { type CallRecorder, recordCalls } from '../../http-client/recorded-calls.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { Configurations } from '../protocol/configurations.js'
import type { BackendOptions } from '../protocol/options.js'
import { clientSecretBasic } from '../protocol/token-endpoint.js'
import { normalizeTokenResponses } from './normalize-response.js'

/** What each piece of work with a provider of OAuth 2 needs. */
export interface OAuth2Deps {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

/** Runs work with a provider, and records its calls. */
export type WithOAuth2Deps = <T>(recorder: CallRecorder, work: (deps: OAuth2Deps) => Promise<T>) => Promise<T>

/** Creates the dependencies of the work with a provider. @returns `shared` for work whose calls are not recorded */
export function createOAuth2Deps(
  definition: OAuth2Definition,
  options: BackendOptions,
): { readonly shared: OAuth2Deps; readonly withDeps: WithOAuth2Deps } {
  const configurations = new Configurations(() => createConfiguration(definition, options))
  const take = (callOptions: BackendOptions): OAuth2Deps => {
    const config = configurations.take(normalizeTokenResponses(callOptions.fetch, definition))
    return { definition, options: callOptions, config }
  }
  return {
    shared: take(options),
    withDeps: async (recorder, work) => {
      const deps = take({ ...options, fetch: recordCalls(options.fetch, recorder) })
      try {
        return await work(deps)
      } finally {
        configurations.release(deps.config)
      }
    },
  }
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
function createConfiguration(definition: OAuth2Definition, { allowInsecure }: BackendOptions): Configuration {
  const { issuer, authorizationEndpoint, tokenEndpoint, revocationEndpoint, clientId } = definition
  const server: openid.ServerMetadata = {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    ...(revocationEndpoint === null ? {} : { revocation_endpoint: revocationEndpoint }),
  }
  const config = new openid.Configuration(server, clientId, {}, clientAuthentication(definition))
  // Our own HTTP client has a time limit for each call, and `withProviderTimeout` one for all of them.
  config.timeout = 0
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: http is for development only
  if (allowInsecure) openid.allowInsecureRequests(config)
  return config
}
