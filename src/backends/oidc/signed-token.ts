import { joinTexts, message, type Message, type MessageValue } from '../../locales/messages.js'
import { compactVerify, decodeProtectedHeader, type JWTPayload } from 'jose'
import type { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import { readMembers } from '../protocol/claims.js'
import { providerError, quoteForLog, quoteText } from '../protocol/provider-errors.js'
import { type KeyHeader, type KeySet, verifyJwsSignature } from './key-set.js'
import type { SigningKeySource } from './signing-keys.js'
import { type ExpectedClaims, sharedClaimsProblem } from './token-claims.js'

const MAX_TOKEN_LENGTH = 65_536
/** Each key that is tried costs a signature check, and a provider with one issuer has at most a few keys in use. */
const MAX_TRIED_KEYS = 5

/** How the tokens of a provider are verified. */
export interface TokenVerification {
  readonly algorithms: readonly string[]
  readonly keys: SigningKeySource
  /** The key of symmetric algorithms, which are allowed by choice only; null for asymmetric ones. */
  readonly secret: Uint8Array | null
  readonly clock: () => Date
  /** In seconds: how much the clocks may differ. */
  readonly clockToleranceS: number
}

/** What every signed token must match. */
export interface SignedTokenExpectation extends TokenVerification {
  /** Begins the detail of an error, such as "the ID Token". */
  readonly label: MessageValue
  /**
   * Accepted values of `typ` in lowercase (RFC 8725 §3.11), without "application/" (RFC 7515 §4.1.9); undefined stands for a
   * header without `typ`, or with one that says nothing.
   */
  readonly types: readonly (string | undefined)[]
}

/** A token whose signature and shared claims are valid. */
export interface SignedToken {
  /** Without members that are null. */
  readonly claims: JWTPayload
  readonly algorithm: string
  /** `typ` in the short form; undefined without one that says anything. */
  readonly type: string | undefined
  /** The issuer that the signing key belongs to, as the key set names it; undefined when it names none. */
  readonly keyIssuer: unknown
}

type TokenHeader = KeyHeader & { readonly type: string | undefined }

function tokenRejected(label: MessageValue, detail: Message, cause: ProviderCause): PortcullisError {
  return providerError('identity_rejected', label, toProblem(detail, cause))
}

const UNREADABLE = providerCause('token_unreadable')

/** The cause of a token that is signed with an algorithm that is not allowed. */
function algorithmCause(alg: string): ProviderCause {
  if (alg === 'none') return providerCause('token_unsigned')
  if (!/^(?:[A-Z]{2}\d{3}|EdDSA|Ed25519)$/.test(alg)) return UNREADABLE
  return alg.startsWith('HS')
    ? providerCause('token_symmetric', { algorithm: alg })
    : providerCause('token_algorithm', { algorithm: alg })
}

/** The type of a token in the short form; undefined for an empty one, and for "JOSE", which any token may have (RFC 7515 §4.1.9). */
function shortType(typ: string): string | undefined {
  const short = typ.toLowerCase().replace(/^application\//, '')
  return short === '' || short === 'jose' ? undefined : short
}

/** The members of the header; none if it is not an object. */
function decodeHeader(token: string): Readonly<Record<string, unknown>> {
  try {
    return readMembers(decodeProtectedHeader(token)) ?? {}
  } catch {
    return {}
  }
}

/** Checks the header (RFC 7515 §4) before any key is fetched or any signature is computed. */
function readHeader(token: string, { label, types, algorithms }: SignedTokenExpectation): TokenHeader {
  if (token.length > MAX_TOKEN_LENGTH)
    throw tokenRejected(label, message('detail.token.long'), providerCause('network_too_large'))
  if (token.split('.').length !== 3) throw tokenRejected(label, message('detail.token.parts'), UNREADABLE)
  const header = decodeHeader(token)
  const { alg, typ, kid } = header
  if (typeof alg !== 'string' || alg === '')
    throw tokenRejected(label, message('detail.token.header'), UNREADABLE)
  if (!algorithms.includes(alg)) {
    const detail = message('detail.token.algorithm', {
      used: quoteText(alg).replaceAll('"', ''),
      algorithms: joinTexts('because.either', algorithms),
    })
    throw tokenRejected(label, detail, algorithmCause(alg))
  }
  const type = typeof typ === 'string' ? shortType(typ) : undefined
  if (!types.includes(type) || (typ !== undefined && typeof typ !== 'string'))
    throw tokenRejected(
      label,
      message('detail.token.type', { type: quoteForLog(typ) }),
      providerCause('token_type'),
    )
  if ('crit' in header) throw tokenRejected(label, message('detail.token.extensions'), UNREADABLE)
  return { alg, kid: typeof kid === 'string' ? kid : null, type }
}

interface VerifiedSignature {
  readonly payload: Uint8Array
  readonly keyIssuer: unknown
}

/** Verifies the signature with each key that fits, until one matches. Returns what is wrong when none does. */
async function verifyWith(
  token: string,
  header: KeyHeader,
  keySet: KeySet,
): Promise<VerifiedSignature | ProviderProblem> {
  const candidates = keySet.candidates(header).slice(0, MAX_TRIED_KEYS)
  const problems: ProviderProblem[] = []
  for (const { key, issuer } of candidates) {
    if ('detail' in key) {
      problems.push(key)
      continue
    }
    const payload = await verifyJwsSignature(token, header.alg, key)
    if (payload !== null) return { payload, keyIssuer: issuer }
  }
  if (candidates.length === 0)
    return toProblem(message('detail.token.noKey'), providerCause('signature_key_unknown'))
  const [problem] = problems
  return problem === undefined
    ? toProblem(message('detail.token.signature'), providerCause('signature_invalid'))
    : toProblem(message('detail.token.badKey', { problem: problem.detail }), problem.providerCause)
}

async function verifySignature(
  token: string,
  header: KeyHeader,
  { label, keys, secret }: SignedTokenExpectation,
): Promise<VerifiedSignature> {
  if (header.alg.startsWith('HS')) return verifyWithSecret(token, header.alg, secret, label)
  const currentKeys = await keys.current()
  const verified = await verifyWith(token, header, currentKeys)
  if ('payload' in verified) return verified
  // The provider may have just rotated its keys.
  const refreshedKeys = await keys.refreshAfter(currentKeys)
  const again = refreshedKeys === null ? verified : await verifyWith(token, header, refreshedKeys)
  if ('payload' in again) return again
  throw providerError('identity_rejected', label, again)
}

async function verifyWithSecret(
  token: string,
  algorithm: string,
  secret: Uint8Array | null,
  label: MessageValue,
): Promise<VerifiedSignature> {
  if (secret === null)
    throw tokenRejected(
      label,
      message('detail.token.secret'),
      providerCause('token_symmetric', { algorithm }),
    )
  try {
    const { payload } = await compactVerify(token, secret, { algorithms: [algorithm] })
    return { payload, keyIssuer: undefined }
  } catch {
    throw tokenRejected(label, message('detail.token.otherSecret'), providerCause('signature_wrong_secret'))
  }
}

function parsePayload(payload: Uint8Array, label: MessageValue): JWTPayload {
  try {
    const claims = readMembers(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)))
    if (claims !== null) return claims
  } catch {
    // Reported below, without the text.
  }
  throw tokenRejected(label, message('detail.token.claims'), UNREADABLE)
}

/**
 * Verifies the signature of a provider's token, and the claims that all such tokens share. If no key matches, the keys
 * are fetched again once, because the provider may have just rotated them.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured for keys
 */
export async function verifySignedToken(
  token: string,
  expected: SignedTokenExpectation,
  expectedClaims: ExpectedClaims,
): Promise<SignedToken> {
  const { label, clock, clockToleranceS } = expected
  const { type, ...header } = readHeader(token, expected)
  const { payload, keyIssuer } = await verifySignature(token, header, expected)
  const claims = parsePayload(payload, label)
  const problem = sharedClaimsProblem(claims, expectedClaims, clock(), clockToleranceS)
  if (problem !== null) throw providerError('identity_rejected', label, problem)
  return { claims, algorithm: header.alg, type, keyIssuer }
}
