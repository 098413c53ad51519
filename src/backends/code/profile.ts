import type { HttpFetch } from '../../http-client/http-client.js'
import type { Identity, ProviderTokens } from '../../identity.js'
import { callFunction, functionLabel } from './call-function.js'
import type { CodeTokens, ProfileFunction } from './functions.js'
import { type IdentityDefinition, readIdentity } from './read-identity.js'

/** What reading a profile with a function needs. */
export interface ProfileCall {
  readonly definition: IdentityDefinition & { readonly profile: ProfileFunction }
  readonly fetch: HttpFetch
  readonly signal: AbortSignal
  /** Kept with the account. */
  readonly tokens: ProviderTokens
}

/**
 * The identity that the definition's own function reads.
 * @throws PortcullisError backend_failed, identity_rejected, provider_timeout; the code of a call that failed
 */
export async function callProfile(
  codeTokens: CodeTokens,
  { definition, fetch, signal, tokens }: ProfileCall,
): Promise<Identity> {
  const { name: backend, profile } = definition
  const call = { backend, name: 'profile', fetch, signal }
  const returned = await callFunction(call, (http) => profile(codeTokens, http))
  return readIdentity(returned, {
    label: functionLabel('profile', backend),
    definition,
    tokens,
  })
}
