import { message } from '../../locales/messages.js'
import type { ProviderTokens } from '../../identity.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import { type CodeGrantRequest, type CodeGrantResult, redeemCode } from '../protocol/code-grant.js'
import { providerError } from '../protocol/provider-errors.js'
import { decryptToken } from './encrypted-token.js'

/** The tokens for a code. The ID Token is decrypted, but not verified yet. */
export interface CodeExchangeResult {
  readonly tokens: ProviderTokens
  readonly idToken: string
  /** All members of the token response. */
  readonly response: CodeGrantResult['response']
}

/**
 * Exchanges the code for tokens, an ID Token among them (Core §3.1.3).
 * @param request `pkce` says whether the authorization request had a code_challenge
 * @throws PortcullisError provider_error, provider_misconfigured, provider_unavailable, provider_timeout,
 *   identity_rejected
 */
export async function exchangeCode(
  request: CodeGrantRequest & { readonly pkce: boolean },
  decryptionKey: string | null,
): Promise<CodeExchangeResult> {
  const { attempt, pkce } = request
  const { tokens, response } = await redeemCode(
    request,
    pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {},
  )
  if (tokens.idToken === null)
    throw providerError(
      'identity_rejected',
      message('detail.of.tokenRequest'),
      toProblem(message('detail.noValid', { members: 'id_token' }), providerCause('no_id_token')),
    )
  const idToken = await decryptToken(tokens.idToken, decryptionKey, message('detail.of.idToken'))
  return { tokens: { ...tokens, idToken }, idToken, response }
}
