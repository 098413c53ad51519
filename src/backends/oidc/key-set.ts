import { createPublicKey, type KeyObject } from 'node:crypto'
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
  ...{
    kid: optionalTextSchema,
    use: optionalTextSchema,
    alg: optionalTextSchema,
    n: optionalTextSchema,
    e: optionalTextSchema,
    crv: optionalTextSchema,
    x: optionalTextSchema,
    y: optionalTextSchema,
  },
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
    const detail = `has only ${bits} bits, but must have ${MIN_RSA_BITS} or more`
    return toProblem(detail, providerCause('signing_key_short'))
  } catch {
    return toProblem('is not readable', providerCause('signature_invalid'))
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
