import type { JWTPayload } from 'jose'
import { createHash } from 'node:crypto'
import { PortcullisError } from '../../errors.js'
import { subjectProblem } from '../protocol/claims.js'
import { quoteForLog, toProviderError } from '../protocol/provider-errors.js'
import { assertKeyIssuer, type IssuerRules, requireIssuer } from './issuers.js'
import { CLOCK_SKEW_S, verifySignedToken } from './signed-token.js'
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

function authorizedPartyProblem({ aud, azp }: JWTPayload, clientId: string): string | null {
  if (azp !== undefined && azp !== clientId) return `azp is ${quoteForLog(azp)}, another client`
  // Core §3.1.3.7, 4: who shares a token with others must be told for whom it was made.
  const isShared = Array.isArray(aud) && aud.some((audience) => audience !== clientId)
  return isShared && azp === undefined
    ? 'several audiences in aud, and no azp that says for which it was made'
    : null
}

function toHashAlgorithm(algorithm: string): 'sha256' | 'sha384' | 'sha512' {
  if (algorithm.endsWith('256')) return 'sha256'
  // EdDSA over Ed25519 hashes with SHA-512.
  return algorithm.endsWith('384') ? 'sha384' : 'sha512'
}

/** Core §3.1.3.8: optional in the code flow, so judged only when it is there. */
function accessTokenHashProblem(atHash: unknown, algorithm: string, accessToken: string): string | null {
  if (atHash === undefined) return null
  const hash = createHash(toHashAlgorithm(algorithm)).update(accessToken, 'ascii').digest()
  const half = hash.subarray(0, hash.length / 2).toString('base64url')
  return atHash === half ? null : 'at_hash does not fit the access token'
}

function authTimeProblem(authTime: unknown, maxAuthAge: number | null, now: Date): string | null {
  if (maxAuthAge === null) return null
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) return 'auth_time is missing'
  const age = now.getTime() / 1000 - authTime
  if (age < -CLOCK_SKEW_S) return 'auth_time is in the future'
  return age > maxAuthAge + CLOCK_SKEW_S ? 'the sign-in at the provider is too old' : null
}

/** The checks of claims that jose does not do itself (Core §3.1.3.7, §2): what is wrong, or null. */
export function idTokenProblem(
  claims: JWTPayload,
  algorithm: string,
  { clientId, nonce, accessToken, maxAuthAge, clock }: IdTokenExpectation,
): string | null {
  if (nonce !== null && claims['nonce'] !== nonce) return 'nonce is not the one that was sent'
  return (
    authorizedPartyProblem(claims, clientId) ??
    subjectProblem(claims.sub) ??
    accessTokenHashProblem(claims['at_hash'], algorithm, accessToken) ??
    authTimeProblem(claims['auth_time'], maxAuthAge, clock())
  )
}
