import { PortcullisError } from '../../errors.js'
import { recordCalls } from '../../http-client/recorded-calls.js'
import { type Message, message } from '../../locales/messages.js'
import type { Backend } from '../backend.js'
import { type RequestDefinition, toPolicy } from '../definition/definition.js'
import { requireState } from '../protocol/callback.js'
import { type BackendOptionsInput, withDefaults, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { withAuthentication } from '../protocol/authentication.js'
import { callFunction, functionLabel } from './call-function.js'
import type { ProxiedRequest } from './functions.js'
import { readIdentity } from './read-identity.js'

/**
 * Creates a backend that reads who the user is from a request. A sign-in passes the same two requests as at a provider:
 * the start sends the browser to our own redirect URI, with a state that only this browser can use, once. There the
 * function gets the headers, if the request comes from a trusted proxy; headers of any other peer never reach it.
 */
export function requestCodeBackend(definition: RequestDefinition, input: BackendOptionsInput): Backend {
  const { name, label, icon, identify } = definition
  const options = withDefaults(input, definition)
  const { redirectUri, clock, deadlineMs } = options
  return {
    name,
    label,
    icon,
    redirectUri,
    policy: toPolicy(definition),
    readsRequest: true,
    tokenExchangeUnsupportedReason: 'is a backend in code, which has no access tokens',
    begin: ({ state }) => {
      const url = new URL(redirectUri)
      url.searchParams.set('state', state)
      return Promise.resolve(url)
    },
    finish: (callback, attempt, recorder, proxied = null) =>
      withProviderTimeout(deadlineMs, async (signal) => {
        requireState(callback, attempt.state)
        if (proxied === null) throw notIdentified(message('detail.proxy.untrusted'))
        const call = { backend: name, name: 'identify', fetch: recordCalls(options.fetch, recorder), signal }
        const returned = await callFunction(call, (http) =>
          identify(selectHeaders(proxied, definition), http),
        )
        const label = functionLabel('identify', name)
        if (returned === null)
          throw notIdentified(message('detail.labelled', { label, problem: message('detail.proxy.noUser') }))
        const identity = readIdentity(returned, { label, definition, tokens: null })
        return withAuthentication(identity, attempt, clock())
      }).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.signIn'), 'backend_failed')
      }),
  }
}

function notIdentified(detail: Message): PortcullisError {
  return new PortcullisError('not_identified', { detail })
}

/** The headers that the definition names, or all of them. */
function selectHeaders(
  { headers, peer }: ProxiedRequest,
  { headers: names }: RequestDefinition,
): ProxiedRequest {
  if (names === null) return { headers: new Headers(headers), peer }
  const selected = names.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return { headers: new Headers(selected), peer }
}
