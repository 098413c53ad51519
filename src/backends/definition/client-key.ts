import { createPrivateKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { AddIssue, RawDefinition } from './shared-fields.js'

const MAX_PEM_LENGTH = 16_384
const PEM_HINT = 'the private key as PEM, from "-----BEGIN" to "-----END ... PRIVATE KEY-----"'

/**
 * A PEM with its line breaks. In environment variables they are often written as the two characters \\n, and an input of
 * a form removes them.
 */
export function normalizePem(text: string): string {
  const trimmed = text.replaceAll('\\n', '\n').trim()
  const [, label, base64 = ''] =
    /^-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----$/.exec(trimmed) ?? []
  if (label === undefined) return trimmed
  const lines = base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')
}

/** The private key in a PEM; null when there is none, or only a public or an encrypted key. */
function parsePrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

const CURVES: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['prime256v1', ['ES256']],
  ['secp384r1', ['ES384']],
  ['secp521r1', ['ES512']],
])

/**
 * The algorithms that a private key can sign with, the preferred one first; empty when no provider would accept the
 * key.
 */
export function allowedAlgorithms(key: KeyObject): readonly string[] {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  const type = key.asymmetricKeyType
  if (type === 'rsa')
    return modulusLength >= 2048 ? ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'] : []
  if (type === 'ec') return CURVES.get(namedCurve) ?? []
  return type === 'ed25519' ? ['EdDSA', 'Ed25519'] : []
}

const pem = z
  .string({ error: `must be ${PEM_HINT}` })
  .max(MAX_PEM_LENGTH, `is longer than ${MAX_PEM_LENGTH} characters; write one key`)
  .transform(normalizePem)
  .refine((text) => parsePrivateKey(text) !== null, `is not a readable private key; write ${PEM_HINT}`)
  .refine((text) => {
    const key = parsePrivateKey(text)
    return key === null || allowedAlgorithms(key).length > 0
  }, 'is a key that providers do not accept; write a key of P-256, P-384, P-521, Ed25519, or RSA with 2048 bits or more')

const idSchema = (what: string) =>
  z
    .string({ error: `must be ${what} in quotes` })
    .regex(/^[\x21-\x7e]{1,200}$/, `must be ${what}, without spaces`)
    .nullable()
    .default(null)

/** A private key that the client authenticates with. It is as secret as a client secret. */
export const clientKeySchema = z.strictObject(
  {
    pem,
    /** The provider's ID of the key (`kid`). */
    keyId: idSchema('the ID of the key'),
    /** The issuer of a signed client secret, for providers that use one, such as Apple. */
    teamId: idSchema('the ID of the team'),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object') },
)

export type ClientKey = Readonly<z.output<typeof clientKeySchema>>

/** Checks the fields that depend on whether the client has a key. */
export function checkClientKey(fields: RawDefinition, addIssue: AddIssue): void {
  const key = fields['clientKey'] ?? null
  const method = fields['clientAuthentication'] ?? 'private_key_jwt'
  if (key === null) {
    if (fields['clientAuthentication'] === 'private_key_jwt')
      addIssue('clientKey', 'is missing; add the private key whose public key is registered at the provider')
    return
  }
  if ((fields['clientSecret'] ?? null) !== null)
    addIssue('clientSecret', 'must not be set together with "clientKey"; remove one of them')
  const signsSecret = typeof key === 'object' && 'teamId' in key
  if (method === 'client_secret_post' && !signsSecret)
    addIssue('clientKey.teamId', 'is missing; a signed secret needs the ID of the team')
  if (method !== 'client_secret_post' && method !== 'private_key_jwt')
    addIssue('clientAuthentication', 'must be "private_key_jwt" with a "clientKey"')
}
