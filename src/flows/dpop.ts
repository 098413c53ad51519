import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  jwtVerify,
} from 'jose'
import { z } from 'zod'
import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { Store } from '../store/store.js'

// Only asymmetric algorithms (RFC 9449 section 4.3): with a symmetric one, the verifier of a proof could also make
// one.
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS256', 'PS256']
const MAX_PROOF_AGE_SECONDS = 60
// Enough for an RSA key of 4096 bits and its signature. Verifying a longer proof would cost more than requesting one.
const MAX_PROOF_LENGTH = 3000

/** The public members of a key. Private keys are rejected, and so are exponents that are slow to compute with. */
const PublicJwkSchema = z.union([
  z.strictObject({
    kty: z.literal('EC'),
    ...optionalJwkFields(),
    crv: z.string(),
    x: z.string(),
    y: z.string(),
  }),
  z.strictObject({ kty: z.literal('OKP'), ...optionalJwkFields(), crv: z.string(), x: z.string() }),
  z.strictObject({
    kty: z.literal('RSA'),
    ...optionalJwkFields(),
    n: z.string().max(700),
    e: z.string().max(6),
  }),
])

const ProofClaimsSchema = z.object({
  jti: z.string().min(1).max(200),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
})

/** The request that a proof is for. */
export interface DpopRequest {
  readonly method: string
  /** As the client knows it: built from BASE_URL, without query. */
  readonly url: string
}

/**
 * Verifies a DPoP proof (RFC 9449 section 4.3) and consumes it.
 * @param proof the value of the `DPoP` header
 * @returns the thumbprint (RFC 7638) of the key that it proves
 * @throws PortcullisError dpop_proof_invalid
 */
export async function verifyDpopProof(
  { store, clock }: { readonly store: Pick<Store, 'consumeNonce'>; readonly clock: () => Date },
  proof: string,
  request: DpopRequest,
): Promise<string> {
  if (proof.length > MAX_PROOF_LENGTH) throw dpopRejected('it is too long')
  const { claims, thumbprint } = await verify(proof, clock())
  if (claims.htm !== request.method) throw dpopRejected('it is for another method')
  if (claims.htu !== request.url) throw dpopRejected('it is for another address')
  const issuedAt = claims.iat * 1000
  if (Math.abs(clock().getTime() - issuedAt) > MAX_PROOF_AGE_SECONDS * 1000)
    throw dpopRejected('it is not of this minute')
  const nonce = hashToken(`dpop\0${thumbprint}\0${claims.jti}`)
  // One second longer than the proof is valid, because an expired nonce may be deleted at once.
  const expiresAt = new Date(issuedAt + (MAX_PROOF_AGE_SECONDS + 1) * 1000)
  if (!(await store.consumeNonce(nonce, expiresAt))) throw dpopRejected('it was used before')
  return thumbprint
}

async function verify(
  proof: string,
  currentDate: Date,
): Promise<{ claims: z.infer<typeof ProofClaimsSchema>; thumbprint: string }> {
  const { payload, protectedHeader } = await jwtVerify(proof, requirePublicJwk, {
    typ: 'dpop+jwt',
    algorithms: ALGORITHMS,
    currentDate,
    clockTolerance: MAX_PROOF_AGE_SECONDS,
  }).catch((error: unknown) => {
    // Everything in a proof is untrusted, and jose throws errors of the platform besides its own.
    throw error instanceof PortcullisError ? error : dpopRejected('it is not signed by the key in it', error)
  })
  const claims = ProofClaimsSchema.safeParse(payload)
  if (!claims.success) throw dpopRejected('a claim is missing or malformed')
  return { claims: claims.data, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) }
}

// Checked before anything is computed with the key.
function requirePublicJwk(
  header: JWSHeaderParameters,
  token: FlattenedJWSInput,
): ReturnType<typeof EmbeddedJWK> {
  if (!PublicJwkSchema.safeParse(header.jwk).success) throw dpopRejected('its key is not a plain public key')
  return EmbeddedJWK(header, token)
}

function optionalJwkFields() {
  const text = z.string().optional()
  return {
    alg: text,
    use: text,
    kid: text,
    key_ops: z.array(z.string()).optional(),
    ext: z.boolean().optional(),
  }
}

function dpopRejected(problem: string, cause?: unknown): PortcullisError {
  return new PortcullisError('dpop_proof_invalid', { detail: `the proof: ${problem}`, cause })
}
