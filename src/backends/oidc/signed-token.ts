import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTVerifyOptions, JWTVerifyResult } from 'jose'
import { PortcullisError } from '../../errors.js'
import { quoted } from '../protocol/quoted.js'
import type { SigningKeySource } from './signing-keys.js'

/** In seconds, for clocks that differ. */
export const LEEWAY = 30
const MAX_LENGTH = 65_536

/** What a signed token must agree with, whatever it is for. */
export interface SignedTokenExpectation {
  /** Begins the detail of a refusal, such as "the ID Token". */
  readonly what: string
  /** Lower-case values of `typ` (RFC 8725 §3.11); undefined stands for a header without it. */
  readonly types: readonly (string | undefined)[]
  readonly algorithms: readonly string[]
  readonly keys: SigningKeySource
  readonly now: () => Date
}

/** The claims that jose is to compare. */
export type ExpectedClaims = Pick<JWTVerifyOptions, 'audience' | 'maxTokenAge' | 'requiredClaims'>

/** What the header (RFC 7515 §4) says is judged before any key is fetched or any signature computed. */
function checkHeader(token: string, { what, types, algorithms }: SignedTokenExpectation): void {
  const rejected = (detail: string) =>
    new PortcullisError('identity_rejected', { detail: `${what}: ${detail}` })
  if (token.length > MAX_LENGTH) throw rejected('too long')
  if (token.split('.').length !== 3) throw rejected('not a signed token of three parts')
  const header = decodeProtectedHeader(token)
  if (!algorithms.includes(header.alg ?? '')) {
    const agreed = `${algorithms.join(', ')} was agreed on ("idTokenAlgorithm")`
    throw rejected(`signed with ${quoted(header.alg).replaceAll('"', '')}, and ${agreed}`)
  }
  const typ: unknown = header.typ
  const isKnown = (typeof typ === 'string' || typ === undefined) && types.includes(typ?.toLowerCase())
  if (!isKnown) throw rejected(`typ is ${quoted(typ)}, another type of token`)
  if ('crit' in header) throw rejected('it demands extensions we do not know')
}

function mayBeNewKey(error: unknown): boolean {
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
  const { keys, now } = expected
  const options = {
    ...claims,
    algorithms: [...expected.algorithms],
    clockTolerance: LEEWAY,
    currentDate: now(),
  }
  const known = await keys.current()
  try {
    return await jwtVerify(token, known, options)
  } catch (error) {
    const newer = mayBeNewKey(error) ? await keys.newerThan(known) : null
    if (newer === null) throw error
    return await jwtVerify(token, newer, options)
  }
}
