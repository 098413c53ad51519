import { decodeProtectedHeader } from 'jose'
import type { JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import { ASYMMETRIC_ALGORITHMS } from '../oidc-definition.js'
import { accessTokenProblem } from './access-claims.js'
import type { Claims } from '../protocol/claims.js'
import { toProviderError } from '../protocol/failures.js'
import { requireIssuer } from './issuers.js'
import type { IssuerRules } from './issuers.js'
import { assertKeyIssuer } from './key-issuer.js'
import type { SigningKeySource } from './signing-keys.js'
import { CLOCK_SKEW_S, verifySignedToken } from './signed-token.js'

const LABEL = 'the access token'
/** RFC 9068 §4. */
const RFC9068_TYPES = ['at+jwt', 'application/at+jwt']
/** Many providers made access tokens of this type, or of none, before there was a profile. */
const GENERIC_TYPES = [undefined, 'jwt']

/**
 * Claims of ID Tokens (Core §2, §3.1.3.6, §7.4) and of logout tokens (BCL §2.4), which providers sign with the same
 * keys. No access token needs any of them.
 */
const ID_TOKEN_ONLY_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'sub_jwk', 'events']

/** What an access token must agree with. */
export interface AccessTokenExpectation {
  readonly rules: IssuerRules
  readonly clientId: string
  /** What `aud` must contain one of; null when something else proves whom the token was made for. */
  readonly audience: readonly string[] | null
  readonly keys: SigningKeySource
  readonly clock: () => Date
}

/** Whether a token is a JWT, rather than a text of which only its issuer can make sense. */
export function isJwt(token: string): boolean {
  try {
    return token.split('.').length === 3 && typeof decodeProtectedHeader(token).alg === 'string'
  } catch {
    return false
  }
}

/**
 * What is wrong with a token whose header does not say that it is an access token: an ID Token sent in its place would
 * be signed just as well. It must show a scope, which ID Tokens have none of, nothing that only they have, and it must
 * not be made for our client, as all ID Tokens for us are.
 */
function unprofiledProblem(claims: JWTPayload, clientId: string): string | null {
  const foreign = ID_TOKEN_ONLY_CLAIMS.find((name) => Object.hasOwn(claims, name))
  if (foreign !== undefined) return `it has no type, and ${foreign}, which no access token has`
  if ([claims.aud].flat().includes(clientId)) return 'it has no type, and our client for its audience'
  return Object.hasOwn(claims, 'scope') || Object.hasOwn(claims, 'scp') ? null : 'neither a type nor a scope'
}

function issueTimeProblem({ iat }: JWTPayload, now: Date): string | null {
  if (typeof iat !== 'number') return 'iat is missing'
  return iat > now.getTime() / 1000 + CLOCK_SKEW_S ? 'iat is in the future' : null
}

/**
 * Verifies an access token that is a JWT: as RFC 9068 §4 has it, or, without its type, one that cannot be an ID Token.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys
 */
export async function verifyAccessToken(token: string, expected: AccessTokenExpectation): Promise<Claims> {
  const { rules, clientId, audience, keys, clock } = expected
  try {
    const { payload, protectedHeader } = await verifySignedToken(
      token,
      {
        ...expected,
        label: LABEL,
        types: [...RFC9068_TYPES, ...GENERIC_TYPES],
        algorithms: ASYMMETRIC_ALGORITHMS,
      },
      {
        ...(audience === null ? {} : { audience: [...audience] }),
        requiredClaims: ['exp', 'sub'],
      },
    )
    const issuer = requireIssuer(payload, rules, LABEL)
    await assertKeyIssuer(issuer, rules, { keys, kid: protectedHeader.kid, label: LABEL })
    const isProfiled = RFC9068_TYPES.includes(protectedHeader.typ?.toLowerCase() ?? '')
    const problem =
      (isProfiled ? null : unprofiledProblem(payload, clientId)) ??
      issueTimeProblem(payload, clock()) ??
      accessTokenProblem(payload)
    if (problem !== null) throw new PortcullisError('identity_rejected', { detail: `${LABEL}: ${problem}` })
    return payload
  } catch (error) {
    throw toProviderError(error, LABEL, 'identity_rejected')
  }
}
