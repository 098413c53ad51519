import { message } from '../../locales/messages.js'
import type { JWTPayload } from 'jose'
import { createHash } from 'node:crypto'
import { providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import { subjectProblem } from '../protocol/claims.js'
import { providerError, quoteForLog, toProviderError } from '../protocol/provider-errors.js'
import { assertKeyIssuer, type IssuerRules, requireIssuer } from './issuers.js'
import { type TokenVerification, verifySignedToken } from './signed-token.js'

const LABEL = message('detail.of.idToken')
/** Other tokens of the same provider, such as at+jwt and logout+jwt, are not ID Tokens. */
const TYPES = [undefined, 'jwt']
/** In seconds. The token was just fetched, so it must have been issued recently. */
const MAX_TOKEN_AGE_S = 600

/** What the ID Token of a sign-in must match. */
export interface IdTokenExpectation extends TokenVerification {
  readonly rules: IssuerRules
  readonly clientId: string
  /** Null when no nonce was sent, as in a refresh. */
  readonly nonce: string | null
  readonly accessToken: string
  /** In seconds: the maximum age of the sign-in at the provider; null for any age. */
  readonly maxAuthAge: number | null
}

/** The claims of a verified ID Token. */
export interface IdTokenClaims extends JWTPayload {
  /** Exactly as the provider wrote it, and valid to store. */
  readonly sub: string
}

/** A verified ID Token. */
export interface VerifiedIdToken {
  readonly claims: IdTokenClaims
  /** The issuer of this token, which depends on the tenant if the provider has several. */
  readonly issuer: string
}

/**
 * Verifies an ID Token (Core §3.1.3.7), including its signature. ID Tokens are verified here and nowhere else;
 * openid-client never sees them (../protocol/token-endpoint.ts). openid-client accepts only one spelling of an issuer.
 * To verify a signature, it fetches new keys only when its own are a minute old, so that a key rotation locks users
 * out; it does not repeat the verification then; it drops its keys while the provider's are unavailable; and it ignores
 * `use` when it selects a key.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout,
 *   provider_misconfigured for keys
 */
export async function verifyIdToken(token: string, expected: IdTokenExpectation): Promise<VerifiedIdToken> {
  try {
    const { rules, clientId, nonce } = expected
    const { claims, algorithm, keyIssuer } = await verifySignedToken(
      token,
      { ...expected, label: LABEL, types: TYPES },
      {
        audience: [clientId],
        maxTokenAge: MAX_TOKEN_AGE_S,
        requiredClaims: ['exp', 'sub', ...(nonce === null ? [] : ['nonce'])],
      },
    )
    const issuer = requireIssuer(claims, rules, LABEL)
    assertKeyIssuer(issuer, rules, { keyIssuer, label: LABEL })
    const problem = idTokenProblem(claims, algorithm, expected)
    if (problem !== null) throw providerError('identity_rejected', LABEL, problem)
    return { claims: { ...claims, sub: claims.sub ?? '' }, issuer }
  } catch (error) {
    throw toProviderError(error, LABEL, 'identity_rejected', providerCause('token_unreadable'))
  }
}

function authorizedPartyProblem({ aud, azp }: JWTPayload, clientId: string): ProviderProblem | null {
  const cause = providerCause('token_client')
  if (azp !== undefined && azp !== clientId)
    return toProblem(message('detail.claim.azp', { client: quoteForLog(azp) }), cause)
  // Core §3.1.3.7, 4: a token with several audiences must name the client it was issued to.
  const isShared = Array.isArray(aud) && aud.some((audience) => audience !== clientId)
  return isShared && azp === undefined ? toProblem(message('detail.claim.azpMissing'), cause) : null
}

function toHashAlgorithm(algorithm: string): 'sha256' | 'sha384' | 'sha512' {
  if (algorithm.endsWith('256')) return 'sha256'
  // EdDSA over Ed25519 hashes with SHA-512.
  return algorithm.endsWith('384') ? 'sha384' : 'sha512'
}

/** Core §3.1.3.8: `at_hash` is optional in the code flow, so it is checked only if it is present. */
function accessTokenHashProblem(
  atHash: unknown,
  algorithm: string,
  accessToken: string,
): ProviderProblem | null {
  if (atHash === undefined) return null
  const hash = createHash(toHashAlgorithm(algorithm)).update(accessToken, 'ascii').digest()
  const half = hash.subarray(0, hash.length / 2)
  // Some providers write plain base64, which decodes to the same bytes.
  const isText = typeof atHash === 'string' && /^[\w+/-]+=*$/.test(atHash)
  return isText && Buffer.from(atHash, 'base64url').equals(half)
    ? null
    : toProblem(message('detail.claim.atHash'), providerCause('token_access_hash'))
}

function authTimeProblem(
  authTime: unknown,
  { maxAuthAge, clock, clockToleranceS }: IdTokenExpectation,
): ProviderProblem | null {
  const cause = providerCause('auth_time')
  if (maxAuthAge === null) return null
  if (typeof authTime !== 'number' || !Number.isFinite(authTime))
    return toProblem(message('detail.claim.missing', { claim: 'auth_time' }), cause)
  const age = clock().getTime() / 1000 - authTime
  if (age < -clockToleranceS) return toProblem(message('detail.claim.authTimeFuture'), cause)
  return age > maxAuthAge + clockToleranceS ? toProblem(message('detail.claim.signInOld'), cause) : null
}

/** Checks the claims that only ID Tokens have (Core §3.1.3.7, §2): what is wrong, or null. */
function idTokenProblem(
  claims: JWTPayload,
  algorithm: string,
  expected: IdTokenExpectation,
): ProviderProblem | null {
  const { clientId, nonce, accessToken } = expected
  if (nonce !== null && claims['nonce'] !== nonce)
    return toProblem(message('detail.claim.nonce'), providerCause('token_nonce'))
  const subject = subjectProblem(claims.sub)
  return (
    authorizedPartyProblem(claims, clientId) ??
    (subject === null ? null : toProblem(subject, providerCause('claim_malformed'))) ??
    accessTokenHashProblem(claims['at_hash'], algorithm, accessToken) ??
    authTimeProblem(claims['auth_time'], expected)
  )
}
