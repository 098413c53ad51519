import * as openid from 'openid-client'
import type { Configuration } from 'openid-client'
import { type CallRecorder, recordCalls } from '../../http-client/recorded-calls.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { Configurations } from '../protocol/configurations.js'
import type { BackendOptions } from '../protocol/options.js'
import { clientSecretBasic, readTokenMembers } from '../protocol/token-endpoint.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'

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

async function normalizeBody(response: Response, isTypeOptional: boolean): Promise<Response> {
  const members = await readTokenMembers(response)
  if (members === null) return response
  // ../protocol/token-endpoint.ts reads errors.
  if (response.status !== 200 || !Object.hasOwn(members, 'access_token'))
    return jsonResponse(members, response.status)
  // An ID Token was not requested and would not be verified, so it is dropped.
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'id_token'))
  return jsonResponse(isTypeOptional ? { token_type: 'bearer', ...rest } : rest)
}

/**
 * Wraps `fetch` for token endpoints that do not follow RFC 6749: a missing `token_type` is added if the definition allows
 * that.
 */
export function normalizeTokenResponses(fetch: HttpFetch, definition: OAuth2Definition): HttpFetch {
  const call = async (...[url, request]: Parameters<HttpFetch>): Promise<Response> => {
    const response = await fetch(url, request)
    return normalizeBody(response, definition.allowMissingTokenType)
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
