import { type Message, message } from '../../locales/messages.js'
import { decodeProtectedHeader, type JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import { ASYMMETRIC_ALGORITHMS } from '../definition/oidc.js'
import { type Claims, readClaim, subjectProblem } from '../protocol/claims.js'
import { momentProblem, pastMomentProblem } from '../protocol/moments.js'
import { toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog, toProviderError } from '../protocol/provider-errors.js'
import { assertKeyIssuer, type IssuerRules, requireIssuer } from './issuers.js'
import { type TokenVerification, verifySignedToken } from './signed-token.js'

const LABEL = message('detail.of.accessToken')
/** RFC 9068 §4. */
const RFC9068_TYPES = ['at+jwt']
/** Many providers issue access tokens of this type, or without a type, as before RFC 9068. */
const GENERIC_TYPES = [undefined, 'jwt']

/**
 * Claims of ID Tokens (Core §2, §3.1.3.6, §7.4) and of logout tokens (Back-Channel Logout 1.0 §2.4), which providers
 * sign with the same keys. Access tokens do not have them.
 */
const ID_TOKEN_ONLY_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'sub_jwk', 'events']

/** What an access token must match. */
export interface AccessTokenExpectation extends Omit<TokenVerification, 'algorithms' | 'secret'> {
  readonly rules: IssuerRules
  readonly clientId: string
  /** `aud` must contain one of these; null when introspection proves whom the token was issued to. */
  readonly audience: readonly string[] | null
}

/** Whether a token is a JWT, and not an opaque token. */
export function isJwt(token: string): boolean {
  try {
    return token.split('.').length === 3 && typeof decodeProtectedHeader(token).alg === 'string'
  } catch {
    return false
  }
}

/**
 * What is wrong with a token whose header does not say that it is an access token; null when nothing is. An ID Token in
 * its place would have a valid signature as well. So the token must have a scope, which ID Tokens do not have; no claim
 * that only ID Tokens have; and an audience other than this client, which is the audience of its ID Tokens.
 */
function untypedTokenProblem(claims: JWTPayload, clientId: string): string | null {
  const foreign = ID_TOKEN_ONLY_CLAIMS.find((name) => Object.hasOwn(claims, name))
  if (foreign !== undefined) return `it has no type, but has ${foreign}, which access tokens do not have`
  if ([claims.aud].flat().includes(clientId)) return 'it has no type, and its audience is this client'
  return Object.hasOwn(claims, 'scope') || Object.hasOwn(claims, 'scp')
    ? null
    : 'it has neither a type nor a scope'
}

/** The library has compared `exp` and `nbf` with the clock, but accepts any number. */
function timesProblem(claims: JWTPayload, now: Date, toleranceS: number): string | null {
  if (typeof claims.iat !== 'number') return 'iat is missing'
  return (
    pastMomentProblem(claims, 'iat', now, toleranceS) ??
    pastMomentProblem(claims, 'auth_time', now, toleranceS) ??
    momentProblem(claims, 'exp') ??
    momentProblem(claims, 'nbf')
  )
}

/**
 * Verifies an access token that is a JWT: by RFC 9068 §4; or, without the type of RFC 9068, so that it cannot be an ID
 * Token.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys
 */
export async function verifyAccessToken(token: string, expected: AccessTokenExpectation): Promise<Claims> {
  const { rules, clientId, audience, clock } = expected
  try {
    const { claims, type, keyIssuer } = await verifySignedToken(
      token,
      {
        ...expected,
        label: LABEL,
        types: [...RFC9068_TYPES, ...GENERIC_TYPES],
        // A key that programs of others could have would let them sign tokens for each other.
        algorithms: ASYMMETRIC_ALGORITHMS,
        secret: null,
      },
      {
        audience,
        maxTokenAge: null,
        requiredClaims: ['exp', 'sub'],
      },
    )
    const issuer = requireIssuer(claims, rules, LABEL)
    assertKeyIssuer(issuer, rules, { keyIssuer, label: LABEL })
    const isProfiled = type !== undefined && RFC9068_TYPES.includes(type)
    const problem =
      (isProfiled ? null : untypedTokenProblem(claims, clientId)) ??
      timesProblem(claims, clock(), expected.clockToleranceS) ??
      accessTokenProblem(claims)
    if (problem !== null) throw providerError('identity_rejected', LABEL, toProblem(problem, null))
    return claims
  } catch (error) {
    throw toProviderError(error, LABEL, 'identity_rejected')
  }
}

/** The claims in which providers name the client that a token was issued to. */
const CLIENT_CLAIMS = ['client_id', 'azp', 'appid', 'cid']

/** The claims in which some providers name the kind of a token, and the values for an access token. */
const TOKEN_USES: readonly (readonly [name: string, access: RegExp])[] = [
  ['typ', /^bearer$/i],
  ['token_type', /^bearer$/i],
  ['token_use', /^access(_token)?$/i],
]

/**
 * What is wrong with the claims of an access token, from a JWT or from introspection; null when nothing is. The token
 * may be of another kind, bound to a key (RFC 7800, RFC 9449 §7.1), or issued to a program instead of a user (RFC 9068
 * §5).
 */
export function accessTokenProblem(claims: Claims): Message | null {
  for (const [name, access] of TOKEN_USES) {
    const value = readClaim(claims, name)
    if (value !== undefined && !(typeof value === 'string' && access.test(value)))
      return message('detail.token.kind', { claim: name })
  }
  if (readClaim(claims, 'cnf') !== undefined) return message('detail.token.bound')
  const subject = readClaim(claims, 'sub')
  if (CLIENT_CLAIMS.some((name) => readClaim(claims, name) === subject))
    return message('detail.token.program')
  return subjectProblem(subject)
}

/**
 * Checks which client a token was issued to, because every client that may request our audience could otherwise sign in
 * its users here. All claims that name a client must name one of `allowed`, and one of them must be present.
 * @param sources the claims of the JWT and of introspection, as far as there are any
 * @param allowed null for every client
 * @throws PortcullisError identity_rejected
 */
export function requireTokenClient(sources: readonly Claims[], allowed: readonly string[] | null): void {
  if (allowed === null) return
  const clients = sources
    .flatMap((claims) => CLIENT_CLAIMS.map((name) => readClaim(claims, name)))
    .filter((client) => client !== undefined && client !== null)
  const other = clients.find((client) => !allowed.some((each) => each === client))
  if (clients.length > 0 && other === undefined) return
  const detail =
    clients.length === 0
      ? message('detail.token.noClient')
      : message('detail.token.otherClient', { client: quoteForLog(other) })
  throw providerError('identity_rejected', LABEL, toProblem(detail, null))
}

/** The scopes of an access token (RFC 9068 §2.2.3, RFC 7662 §2.2, or `scp`); null when it has no such claim. */
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
  throw new PortcullisError('insufficient_scope', {
    detail: message('detail.labelled', {
      label: LABEL,
      problem: message('detail.token.scope', { scopes: missing.join(', ') }),
    }),
  })
}
