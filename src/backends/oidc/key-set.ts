import { message } from '../../locales/messages.js'
import {
  constants,
  createPublicKey,
  type KeyObject,
  type KeyType,
  verify,
  type VerifyKeyObjectInput,
} from 'node:crypto'
import { z } from 'zod'
import { providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import { readMembers } from '../protocol/claims.js'

const MIN_RSA_BITS = 2048

const optionalTextSchema = z.string().min(1).optional().catch(undefined)

/**
 * The public members of an asymmetric key (RFC 7517 §4, RFC 7518 §6). Others, such as x5c, are ignored. A member of the
 * wrong type, or an empty one, counts as absent, and the key keeps its place: the signature decides whether it is the right key.
 */
const publicKeySchema = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: optionalTextSchema,
  use: optionalTextSchema,
  alg: optionalTextSchema,
  n: optionalTextSchema,
  e: optionalTextSchema,
  crv: optionalTextSchema,
  x: optionalTextSchema,
  y: optionalTextSchema,
  key_ops: z.array(z.unknown()).optional().catch(undefined),
  /** The issuer whose tokens the key signs, where several issuers publish their keys together. */
  issuer: z.unknown().optional(),
})

type PublicJwk = z.output<typeof publicKeySchema>

/** The kind of key that each algorithm needs (RFC 7518 §3.1, RFC 8037 §3.1). */
const KEY_TYPES: readonly (readonly [algorithm: RegExp, kty: string, curve: string | null])[] = [
  [/^(?:RS|PS)\d+$/, 'RSA', null],
  [/^ES256$/, 'EC', 'P-256'],
  [/^ES384$/, 'EC', 'P-384'],
  [/^ES512$/, 'EC', 'P-521'],
  [/^(?:EdDSA|Ed25519)$/, 'OKP', 'Ed25519'],
]

/** The part of a token's header that chooses the key. */
export interface KeyHeader {
  readonly alg: string
  /** Null for a header without a usable `kid`. */
  readonly kid: string | null
}

/** A key that may have signed a token. */
export interface CandidateKey {
  readonly issuer: unknown
  /** The key; or what is wrong with it, in words that follow "the key". */
  readonly key: KeyObject | ProviderProblem
}

function isUsable(jwk: PublicJwk, { alg, kid }: KeyHeader): boolean {
  const [, kty, curve] = KEY_TYPES.find(([algorithms]) => algorithms.test(alg)) ?? []
  return (
    jwk.kty === kty &&
    (curve === null || jwk.crv === curve) &&
    (kid === null || jwk.kid === undefined || jwk.kid === kid) &&
    (jwk.alg === undefined || jwk.alg === alg) &&
    (jwk.use === undefined || jwk.use === 'sig') &&
    // A list that is empty says nothing, and one with "sign" was copied from the private half of the key.
    (jwk.key_ops === undefined ||
      jwk.key_ops.length === 0 ||
      jwk.key_ops.some((operation) => operation === 'verify' || operation === 'sign'))
  )
}

/** RFC 7518 §3.3 requires 2048 bits. */
function importKey({ kty, n, e, crv, x, y }: PublicJwk): KeyObject | ProviderProblem {
  const material = Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined)
  try {
    const key = createPublicKey({ key: Object.fromEntries(material), format: 'jwk' })
    const bits = key.asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS
    if (bits >= MIN_RSA_BITS) return key
    const detail = message('detail.key.short', { bits: String(bits), least: String(MIN_RSA_BITS) })
    return toProblem(detail, providerCause('signing_key_short'))
  } catch {
    return toProblem(message('detail.key.unreadable'), providerCause('signature_invalid'))
  }
}

/** The signing keys of one response, compared by identity. Each key is imported once. */
export class KeySet {
  readonly #keys: readonly PublicJwk[]
  readonly #imported = new Map<PublicJwk, CandidateKey>()

  /** @param members the entries of the member `keys` of a JWK Set; what is not a public key is left out */
  constructor(members: readonly unknown[]) {
    this.#keys = members.flatMap((member) => publicKeySchema.safeParse(readMembers(member)).data ?? [])
  }

  /** The keys that fit the header of a token. Those with its `kid` come before those without any. */
  candidates(header: KeyHeader): CandidateKey[] {
    const usable = this.#keys.filter((jwk) => isUsable(jwk, header))
    const isNamed = (jwk: PublicJwk): boolean => jwk.kid !== undefined && jwk.kid === header.kid
    return [...usable.filter(isNamed), ...usable.filter((jwk) => !isNamed(jwk))].map((jwk) =>
      this.#import(jwk),
    )
  }

  #import(jwk: PublicJwk): CandidateKey {
    const candidate = this.#imported.get(jwk) ?? { issuer: jwk.issuer, key: importKey(jwk) }
    this.#imported.set(jwk, candidate)
    return candidate
  }
}

interface Scheme {
  /** Null for algorithms that hash by themselves. */
  readonly hash: string | null
  /** The type and the curve of its keys, as Node.js names them. Node.js would try others, too. */
  readonly key: readonly [type: KeyType, curve?: string]
  readonly options?: Omit<VerifyKeyObjectInput, 'key'>
}

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants
const PKCS1 = { key: ['rsa'], options: { padding: RSA_PKCS1_PADDING } } as const
const PSS = {
  key: ['rsa'],
  options: { padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST },
} as const
const EC = { dsaEncoding: 'ieee-p1363' } as const
const ED25519 = { hash: null, key: ['ed25519'] } as const

/** The asymmetric algorithms (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2). */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ['RS256', { hash: 'sha256', ...PKCS1 }],
  ['RS384', { hash: 'sha384', ...PKCS1 }],
  ['RS512', { hash: 'sha512', ...PKCS1 }],
  ['PS256', { hash: 'sha256', ...PSS }],
  ['PS384', { hash: 'sha384', ...PSS }],
  ['PS512', { hash: 'sha512', ...PSS }],
  ['ES256', { hash: 'sha256', key: ['ec', 'prime256v1'], options: EC }],
  ['ES384', { hash: 'sha384', key: ['ec', 'secp384r1'], options: EC }],
  ['ES512', { hash: 'sha512', key: ['ec', 'secp521r1'], options: EC }],
  ['EdDSA', ED25519],
  ['Ed25519', ED25519],
])

/** Three parts of base64url (RFC 7515 §3.1). They should have no padding (§2), but some servers add it. */
const COMPACT_JWS = /^[\w-]+=*\.[\w-]+=*\.[\w-]+=*$/

/** RSA with a longer key or a larger exponent takes so long that other requests would notice. */
const MAX_QUICK_RSA_BITS = 4096
const MAX_QUICK_RSA_EXPONENT = 65_537n

/**
 * Verifies the signature of a compact JWS (RFC 7515 §5.2), over exactly the characters that were received. Common keys are
 * used at once: the thread that jose would use costs more than the verification.
 * @param algorithm `alg` of the header, which the caller has found to be allowed
 * @returns the payload; null when this key has not signed the token, or is of another type than the algorithm
 */
export async function verifyJwsSignature(
  token: string,
  algorithm: string,
  key: KeyObject,
): Promise<Uint8Array | null> {
  const scheme = SCHEMES.get(algorithm)
  if (scheme === undefined || !COMPACT_JWS.test(token) || !matchesScheme(key, scheme)) return null
  const end = token.lastIndexOf('.')
  const input = Buffer.from(token.slice(0, end), 'ascii')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  const isValid = await verifyWithKey(scheme, input, { ...scheme.options, key }, signature)
  return isValid ? Buffer.from(token.slice(token.indexOf('.') + 1, end), 'base64url') : null
}

function verifyWithKey(
  { hash }: Scheme,
  input: Uint8Array,
  key: VerifyKeyObjectInput,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  if (!canVerifyInline(key.key))
    return new Promise((resolve) => {
      verify(hash, input, key, signature, (error, isValid) => {
        resolve(error === null && isValid)
      })
    })
  try {
    return verify(hash, input, key, signature)
  } catch {
    return false
  }
}

function matchesScheme(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  { key: [type, curve] }: Scheme,
): boolean {
  return asymmetricKeyType === type && asymmetricKeyDetails?.namedCurve === curve
}

function canVerifyInline({ asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {}
  return modulusLength <= MAX_QUICK_RSA_BITS && publicExponent <= MAX_QUICK_RSA_EXPONENT
}
