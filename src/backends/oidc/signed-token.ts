import { decodeProtectedHeader, errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose'
import { PortcullisError } from '../../errors.js'
import { CLOCK_SKEW_S } from '../protocol/moments.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import type { SigningKeySource } from './signing-keys.js'

const MAX_TOKEN_LENGTH = 65_536

/** What every signed token must match. */
export interface SignedTokenExpectation {
  /** Begins the detail of an error, such as "the ID Token". */
  readonly label: string
  /** Accepted values of `typ` in lowercase (RFC 8725 §3.11); undefined stands for a header without `typ`. */
  readonly types: readonly (string | undefined)[]
  readonly algorithms: readonly string[]
  readonly keys: SigningKeySource
  readonly clock: () => Date
}

/** The claims that jose checks. */
export type ExpectedClaims = Pick<JWTVerifyOptions, 'audience' | 'maxTokenAge' | 'requiredClaims'>

/** Checks the header (RFC 7515 §4) before any key is fetched or any signature is computed. */
function checkHeader(token: string, { label, types, algorithms }: SignedTokenExpectation): void {
  const tokenRejected = (detail: string) =>
    new PortcullisError('identity_rejected', { detail: `${label}: ${detail}` })
  if (token.length > MAX_TOKEN_LENGTH) throw tokenRejected('it is too long')
  if (token.split('.').length !== 3) throw tokenRejected('it is not a signed token of three parts')
  const header = decodeProtectedHeader(token)
  if (!algorithms.includes(header.alg ?? '')) {
    const allowed = `but must be signed with ${algorithms.join(' or ')} ("idTokenAlgorithm")`
    throw tokenRejected(`it is signed with ${quoteForLog(header.alg).replaceAll('"', '')}, ${allowed}`)
  }
  const typ: unknown = header.typ
  const isExpectedType = (typeof typ === 'string' || typ === undefined) && types.includes(typ?.toLowerCase())
  if (!isExpectedType) throw tokenRejected(`typ is ${quoteForLog(typ)}, which is another type of token`)
  if ('crit' in header) throw tokenRejected('it requires extensions that are not supported')
}

function mightBeRotatedKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed
}

/**
 * Verifies the signature of a provider's token, and the claims that all such tokens share. If no key matches, the keys
 * are fetched again once, because the provider may have just rotated them.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys;
 *   JOSEError for a claim that does not match
 */
export async function verifySignedToken(
  token: string,
  expected: SignedTokenExpectation,
  claims: ExpectedClaims,
): Promise<JWTVerifyResult> {
  checkHeader(token, expected)
  const { keys, clock } = expected
  const options = {
    ...claims,
    algorithms: [...expected.algorithms],
    clockTolerance: CLOCK_SKEW_S,
    currentDate: clock(),
  }
  const currentKeys = await keys.current()
  try {
    return await jwtVerify(token, currentKeys, options)
  } catch (error) {
    const refreshedKeys = mightBeRotatedKey(error) ? await keys.refreshAfter(currentKeys) : null
    if (refreshedKeys === null) throw error
    return await jwtVerify(token, refreshedKeys, options)
  }
}
