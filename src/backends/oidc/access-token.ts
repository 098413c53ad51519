import { decodeProtectedHeader, type JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import { ASYMMETRIC_ALGORITHMS } from '../definition/oidc.js'
import { type Claims, readClaim, subjectProblem } from '../protocol/claims.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { assertKeyIssuer, type IssuerRules, requireIssuer } from './issuers.js'
import { CLOCK_SKEW_S, verifySignedToken } from './signed-token.js'
import type { SigningKeySource } from './signing-keys.js'

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

/** Names that providers give to the client a token was issued to. */
const CLIENT_CLAIMS = ['client_id', 'azp', 'appid', 'cid']

/** What some providers say a token is, and the words for an access token. */
const TOKEN_USES: readonly (readonly [name: string, access: RegExp])[] = [
  ['typ', /^bearer$/i],
  ['token_type', /^bearer$/i],
  ['token_use', /^access(_token)?$/i],
]

/**
 * What speaks against an access token, wherever its claims come from: it is of another kind, bound to a key that its
 * bearer does not show (RFC 7800, RFC 9449 §7.1), or a program's own rather than a person's (RFC 9068 §5).
 */
export function accessTokenProblem(claims: Claims): string | null {
  for (const [name, access] of TOKEN_USES) {
    const value = readClaim(claims, name)
    if (value !== undefined && !(typeof value === 'string' && access.test(value)))
      return `${name} names another kind`
  }
  if (readClaim(claims, 'cnf') !== undefined) return 'it is bound to a key, and no bearer token'
  const subject = readClaim(claims, 'sub')
  if (CLIENT_CLAIMS.some((name) => readClaim(claims, name) === subject))
    return 'it is of a program, not of a person'
  return subjectProblem(subject)
}

/** The scopes of an access token (RFC 9068 §2.2.3, RFC 7662 §2.2, or `scp`); null when it does not tell them. */
export function readScopes(claims: Claims): readonly string[] | null {
  const scopeClaims = ['scope', 'scp']
    .map((name) => readClaim(claims, name))
    .filter((value) => value !== undefined)
  if (scopeClaims.length === 0) return null
  return scopeClaims.flat().flatMap((value) => (typeof value === 'string' ? value.split(' ') : []))
}

/** @throws PortcullisError insufficient_scope when one of these is missing */
export function requireScopes(granted: readonly string[] | null, required: readonly string[]): void {
  const missing = required.filter((scope) => granted?.includes(scope) !== true)
  if (missing.length === 0) return
  throw new PortcullisError('insufficient_scope', { detail: `the access token: no ${missing.join(', ')}` })
}
