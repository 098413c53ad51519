import type { JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import { toProviderError } from '../protocol/failures.js'
import { idTokenProblem } from './id-token-claims.js'
import { requireIssuer } from './issuers.js'
import type { IssuerRules } from './issuers.js'
import { assertKeyIssuer } from './key-issuer.js'
import { verifySignedToken } from './signed-token.js'
import type { SigningKeySource } from './signing-keys.js'

const LABEL = 'the ID Token'
/** Other tokens of the same provider, such as at+jwt and logout+jwt, are not ID Tokens. */
const TYPES = [undefined, 'jwt']
/** In seconds; a token fetched a moment ago was also made a moment ago. */
const MAX_TOKEN_AGE_S = 600

/** What the ID Token of one sign-in must agree with. */
export interface IdTokenExpectation {
  readonly rules: IssuerRules
  readonly clientId: string
  /** Null when none was sent, as with a refresh. */
  readonly nonce: string | null
  readonly accessToken: string
  readonly algorithms: readonly string[]
  /** In seconds; null when the time of the provider's own sign-in does not matter. */
  readonly maxAuthAge: number | null
  readonly keys: SigningKeySource
  readonly clock: () => Date
}

/** The claims of a verified ID Token. */
export interface IdTokenClaims extends JWTPayload {
  /** As the provider wrote it, and sound to store. */
  readonly sub: string
}

/** A verified ID Token. */
export interface VerifiedIdToken {
  readonly claims: IdTokenClaims
  /** Of this very token, where a provider has several. */
  readonly issuer: string
}

/**
 * Verifies an ID Token (Core §3.1.3.7), the signature included. This is the one place where ID Tokens are judged:
 * openid-client is never shown them (token-response.ts). It knows one spelling of an issuer only, and to verify signatures
 * it fetches keys again only when its own are a minute old, so that a rotation locks people out, does not try the
 * verification again, drops its keys while the provider's are down, and selects no key by `use`.
 * @throws PortcullisError identity_rejected; not_allowed for another tenant; provider_unavailable, provider_timeout, provider_misconfigured for keys
 */
export async function verifyIdToken(token: string, expected: IdTokenExpectation): Promise<VerifiedIdToken> {
  try {
    const { rules, clientId, nonce, keys } = expected
    const { payload, protectedHeader } = await verifySignedToken(
      token,
      { ...expected, label: LABEL, types: TYPES },
      {
        audience: clientId,
        maxTokenAge: MAX_TOKEN_AGE_S,
        requiredClaims: ['exp', 'sub', ...(nonce === null ? [] : ['nonce'])],
      },
    )
    const issuer = requireIssuer(payload, rules, LABEL)
    await assertKeyIssuer(issuer, rules, { keys, kid: protectedHeader.kid, label: LABEL })
    const problem = idTokenProblem(payload, protectedHeader.alg, expected)
    if (problem !== null) throw new PortcullisError('identity_rejected', { detail: `${LABEL}: ${problem}` })
    return { claims: { ...payload, sub: payload.sub ?? '' }, issuer }
  } catch (error) {
    throw toProviderError(error, LABEL, 'identity_rejected')
  }
}
