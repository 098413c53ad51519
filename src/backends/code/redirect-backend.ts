import { type Attempt, isReauthentication } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import { recordCalls } from '../../http-client/recorded-calls.js'
import { ENGLISH } from '../../locales/locales.js'
import { message } from '../../locales/messages.js'
import type { Backend } from '../backend.js'
import { type RedirectDefinition, toPolicy } from '../definition/definition.js'
import { endpointProblem } from '../definition/validators.js'
import { requireState } from '../protocol/callback.js'
import { type BackendOptionsInput, withDefaults, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { withAuthentication } from '../protocol/authentication.js'
import { callFunction, functionLabel } from './call-function.js'
import type { RedirectAttempt } from './functions.js'
import { readIdentity } from './read-identity.js'

/**
 * Creates a backend of two functions. The state is ours: it is new for each sign-in, `begin` cannot leave it out, and
 * before `finish` runs, the attempt with this state was found, unused and in time, for the browser that started it.
 */
export function redirectCodeBackend(definition: RedirectDefinition, input: BackendOptionsInput): Backend {
  const { name, label, icon, begin, finish } = definition
  const options = withDefaults(input, definition)
  const { redirectUri, clock, deadlineMs } = options
  const toAttempt = ({ state, nonce, codeVerifier }: Attempt): RedirectAttempt => ({
    state,
    redirectUri,
    nonce,
    codeVerifier,
  })
  return {
    name,
    label,
    icon,
    redirectUri,
    policy: toPolicy(definition),
    tokenExchangeUnsupportedReason: 'is a backend in code, which has no access tokens',
    begin: (attempt, recorder) =>
      withProviderTimeout(deadlineMs, async (signal) => {
        const call = { backend: name, name: 'begin', fetch: recordCalls(options.fetch, recorder), signal }
        const { loginHint = null } = attempt
        const start = { ...toAttempt(attempt), loginHint, reauthenticate: isReauthentication(attempt) }
        const returned = await callFunction(call, (http) => begin(start, http))
        return readSignInUrl(returned, attempt.state, { name, allowInsecure: options.allowInsecure })
      }).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.signIn'), 'backend_failed')
      }),
    finish: (callback, attempt, recorder) =>
      withProviderTimeout(deadlineMs, async (signal) => {
        requireState(callback, attempt.state)
        const call = { backend: name, name: 'finish', fetch: recordCalls(options.fetch, recorder), signal }
        const answer = new URLSearchParams(callback)
        const returned = await callFunction(call, (http) => finish(answer, toAttempt(attempt), http))
        const identity = readIdentity(returned, {
          label: functionLabel('finish', name),
          definition,
          tokens: null,
        })
        return withAuthentication(identity, attempt, clock())
      }).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.signIn'), 'backend_failed')
      }),
  }
}

/**
 * The URL that `begin` returned. It must contain the state: as a parameter, or within one, such as a URL to return to.
 * @throws PortcullisError backend_failed
 */
function readSignInUrl(
  returned: unknown,
  state: string,
  { name, allowInsecure }: { readonly name: string; readonly allowInsecure: boolean },
): URL {
  const failed = (problem: string) =>
    new PortcullisError('backend_failed', {
      detail: message('detail.labelled', { label: functionLabel('begin', name), problem }),
    })
  const href = returned instanceof URL || typeof returned === 'string' ? String(returned) : ''
  const problem = endpointProblem(href.replace(/#.*$/s, ''), allowInsecure)
  if (problem !== null) throw failed(`the returned URL ${ENGLISH.format(problem).replace(/;.*$/s, '')}`)
  const url = new URL(href)
  const hasState = [...url.searchParams.values()].some((value) => value.includes(state))
  if (!hasState) throw failed('the returned URL does not contain the state, so no answer could be accepted')
  return url
}
