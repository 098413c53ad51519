import { PortcullisError } from '../../errors.js'
import type { ProviderTokens } from '../../identity.js'
import { redeemCode } from '../protocol/code-grant.js'
import type { CodeGrantRequest } from '../protocol/code-grant.js'

/** What a code was worth. The ID Token in it is not verified yet. */
export interface CodeExchangeResult {
  readonly tokens: ProviderTokens
  readonly idToken: string
}

/**
 * Exchanges the code for tokens, an ID Token among them (Core §3.1.3).
 * @param request `pkce` is whether the authorization request had a code_challenge
 * @throws PortcullisError provider_error, provider_misconfigured, provider_unavailable, provider_timeout,
 *   identity_rejected
 */
export async function exchangeCode(
  request: CodeGrantRequest & { readonly pkce: boolean },
): Promise<CodeExchangeResult> {
  const { attempt, pkce } = request
  const tokens = await redeemCode(request, pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {})
  const { idToken } = tokens
  if (idToken !== null) return { tokens, idToken }
  throw new PortcullisError('identity_rejected', { detail: 'the token request: no sound id_token' })
}
