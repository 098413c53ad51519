import { decodeProtectedHeader, errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose'
import { PortcullisError } from '../../errors.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import type { SigningKeySource } from './signing-keys.js'

/** In seconds, for clocks that differ. */
export const CLOCK_SKEW_S = 30
const MAX_TOKEN_LENGTH = 65_536

/** What a signed token must agree with, whatever it is for. */
export interface SignedTokenExpectation {
  /** Begins the detail of a refusal, such as "the ID Token". */
  readonly label: string
  /** Lower-case values of `typ` (RFC 8725 §3.11); undefined stands for a header without it. */
  readonly types: readonly (string | undefined)[]
  readonly algorithms: readonly string[]
  readonly keys: SigningKeySource
  readonly clock: () => Date
}

/** The claims that jose is to compare. */
export type ExpectedClaims = Pick<JWTVerifyOptions, 'audience' | 'maxTokenAge' | 'requiredClaims'>

/** What the header (RFC 7515 §4) says is judged before any key is fetched or any signature computed. */
function checkHeader(token: string, { label, types, algorithms }: SignedTokenExpectation): void {
  const tokenRejected = (detail: string) =>
    new PortcullisError('identity_rejected', { detail: `${label}: ${detail}` })
  if (token.length > MAX_TOKEN_LENGTH) throw tokenRejected('too long')
  if (token.split('.').length !== 3) throw tokenRejected('not a signed token of three parts')
  const header = decodeProtectedHeader(token)
  if (!algorithms.includes(header.alg ?? '')) {
    const allowed = `${algorithms.join(', ')} was agreed on ("idTokenAlgorithm")`
    throw tokenRejected(`signed with ${quoteForLog(header.alg).replaceAll('"', '')}, and ${allowed}`)
  }
  const typ: unknown = header.typ
  const isExpectedType = (typeof typ === 'string' || typ === undefined) && types.includes(typ?.toLowerCase())
  if (!isExpectedType) throw tokenRejected(`typ is ${quoteForLog(typ)}, another type of token`)
  if ('crit' in header) throw tokenRejected('it demands extensions we do not know')
}

function mightBeRotatedKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed
}

/**
 * Verifies the signature of a provider's token, and the claims that all such tokens share. A key that was made a
 * moment ago is fetched.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys;
 *   JOSEError with the claim that does not fit
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
