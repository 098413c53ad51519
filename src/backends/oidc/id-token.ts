import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyResult } from 'jose'
import { PortcullisError } from '../../errors.js'
import { providerFailure } from './failures.js'
import { faultInClaims } from './id-token-claims.js'
import type { SigningKeys } from './signing-keys.js'

const WHAT = 'the ID Token'
const MAX_LENGTH = 65_536
/** In seconds, for clocks that differ. */
const LEEWAY = 30
/** In seconds; a token fetched a moment ago was also made a moment ago. */
const MAX_AGE_OF_TOKEN = 600

/** What the ID Token of one sign-in must agree with. */
export interface IdTokenExpectation {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
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

function rejected(detail: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${WHAT}: ${detail}` })
}

/** What the header (RFC 7515 §4) says is judged before any key is fetched or any signature computed. */
function checkHeader(token: string, algorithms: readonly string[]): void {
  if (token.length > MAX_LENGTH) throw rejected('too long')
  if (token.split('.').length !== 3) throw rejected('not a signed token of three parts')
  const header = decodeProtectedHeader(token)
  if (!algorithms.includes(header.alg ?? ''))
    throw rejected('signed with an algorithm that was not agreed on')
  // Other tokens of the same provider, such as at+jwt and logout+jwt, are not ID Tokens (RFC 8725 §3.11).
  const typ: unknown = header.typ
  const isJwt = typeof typ === 'string' && typ.toLowerCase() === 'jwt'
  if (typ !== undefined && !isJwt) throw rejected('of another type')
  if ('crit' in header) throw rejected('it demands extensions we do not know')
}

function mayBeNewKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed
}

async function verified(token: string, expected: IdTokenExpectation): Promise<JWTVerifyResult> {
  const options = {
    algorithms: [...expected.algorithms],
    issuer: expected.issuer,
    audience: expected.clientId,
    clockTolerance: LEEWAY,
    maxTokenAge: MAX_AGE_OF_TOKEN,
    currentDate: expected.now(),
    requiredClaims: ['exp', 'sub', 'nonce'],
  }
  const keys = await expected.keys.current()
  try {
    return await jwtVerify(token, keys, options)
  } catch (error) {
    const newer = mayBeNewKey(error) ? await expected.keys.newerThan(keys) : null
    if (newer === null) throw error
    return await jwtVerify(token, newer, options)
  }
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
    checkHeader(token, expected.algorithms)
    const { payload, protectedHeader } = await verified(token, expected)
    const fault = faultInClaims(payload, protectedHeader.alg, expected)
    if (fault !== null) throw rejected(fault)
    return { ...payload, sub: payload.sub ?? '' }
  } catch (error) {
    throw providerFailure(error, WHAT, 'identity_rejected')
  }
}
