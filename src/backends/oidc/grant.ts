import { PortcullisError } from '../../errors.js'
import type { ProviderTokens } from '../../identity.js'
import { redeemCode } from '../protocol/code-grant.js'
import type { GrantRequest } from '../protocol/code-grant.js'

/** What a code was worth. The ID Token in it is not verified yet. */
export interface Granted {
  readonly tokens: ProviderTokens
  readonly idToken: string
}

/**
 * Exchanges the code for tokens, an ID Token among them (Core §3.1.3).
 * @param request `maxAge` is in seconds
 * @throws PortcullisError provider_error, provider_misconfigured, provider_unavailable, provider_timeout,
 *   identity_rejected
 */
export async function exchangeCode(
  request: GrantRequest & { readonly maxAge: number | null },
): Promise<Granted> {
  const { attempt, maxAge } = request
  const tokens = await redeemCode(request, {
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
    ...(maxAge === null ? {} : { maxAge }),
  })
  const { idToken } = tokens
  if (idToken !== null) return { tokens, idToken }
  throw new PortcullisError('identity_rejected', { detail: 'the token request: no sound id_token' })
}
