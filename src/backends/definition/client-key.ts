import { createPrivateKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { AddIssue, RawDefinition } from './shared-fields.js'

const MAX_PEM_LENGTH = 16_384
const PEM_HINT = 'the private key as PEM, from "-----BEGIN" to "-----END ... PRIVATE KEY-----"'

/** The key in a PEM; null when there is none, or only a public or an encrypted one. */
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

/** What a private key can sign with, the usual algorithm first; empty when no provider would take it. */
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
  // Environment variables often have the two characters for a line break.
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine(
    (text) => parsePrivateKey(text) !== null,
    `is not a private key that can be read; write ${PEM_HINT}`,
  )
  .refine((text) => {
    const key = parsePrivateKey(text)
    return key === null || allowedAlgorithms(key).length > 0
  }, 'is a key nobody signs with; write one of P-256, P-384, P-521, Ed25519, or RSA of 2048 bits or more')

const idSchema = (what: string) =>
  z
    .string({ error: `must be ${what} in quotes` })
    .regex(/^[\x21-\x7e]{1,200}$/, `must be ${what}, without blanks`)
    .nullable()
    .default(null)

/** A key of our own with which the client proves who it is. Its private half is a secret like any client secret. */
export const clientKeySchema = z.strictObject(
  {
    pem,
    /** The provider's name of the key. */
    keyId: idSchema('the id of the key'),
    /** In whose name a client secret is signed, where the provider wants one that is signed. */
    teamId: idSchema('the id of the team'),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object') },
)

export type ClientKey = Readonly<z.output<typeof clientKeySchema>>

/** Reports what in the fields of a definition contradicts that it has a key, or that it has none. */
export function checkClientKey(fields: RawDefinition, addIssue: AddIssue): void {
  const key = fields['clientKey'] ?? null
  const method = fields['clientAuthentication'] ?? 'private_key_jwt'
  if (key === null) {
    if (fields['clientAuthentication'] === 'private_key_jwt')
      addIssue('clientKey', 'is missing; add the key whose public half the provider knows')
    return
  }
  if ((fields['clientSecret'] ?? null) !== null)
    addIssue('clientSecret', 'is not needed beside "clientKey"; remove one of them')
  const signsSecret = typeof key === 'object' && 'teamId' in key
  if (method === 'client_secret_post' && !signsSecret)
    addIssue('clientKey.teamId', 'is missing; the secret is signed in the name of a team')
  if (method !== 'client_secret_post' && method !== 'private_key_jwt')
    addIssue('clientAuthentication', 'must be "private_key_jwt" where there is a "clientKey"')
}
