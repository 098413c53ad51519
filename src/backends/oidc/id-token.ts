import type { JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import { providerFailure } from '../protocol/failures.js'
import { faultInClaims } from './id-token-claims.js'
import { verifySignedToken } from './signed-token.js'
import type { SigningKeys } from './signing-keys.js'

const WHAT = 'the ID Token'
/** Other tokens of the same provider, such as at+jwt and logout+jwt, are not ID Tokens. */
const TYPES = [undefined, 'jwt']
/** In seconds; a token fetched a moment ago was also made a moment ago. */
const MAX_AGE_OF_TOKEN = 600

/** What the ID Token of one sign-in must agree with. */
export interface IdTokenExpectation {
  readonly issuer: string
  readonly clientId: string
  /** Null when none was sent, as with a refresh. */
  readonly nonce: string | null
  readonly accessToken: string
  readonly algorithms: readonly string[]
  /** In seconds; null when the time of the provider's own sign-in does not matter. */
  readonly maxAuthAge: number | null
  readonly keys: SigningKeys
  readonly now: () => Date
}

/** The claims of a verified ID Token. */
export interface IdTokenClaims extends JWTPayload {
  /** As the provider wrote it, and sound to store. */
  readonly sub: string
}

/**
 * Verifies an ID Token (Core §3.1.3.7), the signature included. openid-client has judged the claims by then and could
 * be told to verify the signature too (enableNonRepudiationChecks), but it fetches keys again only when its own are a
 * minute old, so that a rotation locks people out, does not try the verification again, drops its keys while the
 * provider's are down, and selects no key by `use`. So that switch stays off, and this is the check that counts.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys
 */
export async function verifyIdToken(token: string, expected: IdTokenExpectation): Promise<IdTokenClaims> {
  try {
    const { issuer, clientId, nonce } = expected
    const { payload, protectedHeader } = await verifySignedToken(
      token,
      { ...expected, what: WHAT, types: TYPES },
      {
        issuer,
        audience: clientId,
        maxTokenAge: MAX_AGE_OF_TOKEN,
        requiredClaims: ['exp', 'sub', ...(nonce === null ? [] : ['nonce'])],
      },
    )
    const fault = faultInClaims(payload, protectedHeader.alg, expected)
    if (fault !== null) throw new PortcullisError('identity_rejected', { detail: `${WHAT}: ${fault}` })
    return { ...payload, sub: payload.sub ?? '' }
  } catch (error) {
    throw providerFailure(error, WHAT, 'identity_rejected')
  }
}
