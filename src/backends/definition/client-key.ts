import { createPrivateKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { type AddIssue, problem, schemaProblem, type Wanted, wanted } from './problem.js'
import type { RawDefinition } from './shared-fields.js'

/** In characters. */
export const MAX_PEM_LENGTH = 16_384

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
  .string({ error: schemaProblem('fieldProblem.mustBe', { what: wanted('pem') }) })
  .max(MAX_PEM_LENGTH, schemaProblem('fieldProblem.keyLong', { max: String(MAX_PEM_LENGTH) }))
  .transform(normalizePem)
  .refine(
    (text) => parsePrivateKey(text) !== null,
    schemaProblem('fieldProblem.keyUnreadable', { what: wanted('pem') }),
  )
  .refine((text) => {
    const key = parsePrivateKey(text)
    return key === null || allowedAlgorithms(key).length > 0
  }, schemaProblem('fieldProblem.keyRejected'))

const idSchema = (what: Wanted) =>
  z
    .string({ error: schemaProblem('fieldProblem.quoted', { what: wanted(what) }) })
    .regex(/^[\x21-\x7e]{1,200}$/, schemaProblem('fieldProblem.withoutSpaces', { what: wanted(what) }))
    .nullable()
    .default(null)

/** A private key that the client authenticates with. It is as secret as a client secret. */
export const clientKeySchema = z.strictObject({
  pem,
  /** The provider's ID of the key (`kid`). */
  keyId: idSchema('keyId'),
  /** The issuer of a signed client secret, for providers that use one, such as Apple. */
  teamId: idSchema('teamId'),
})

export type ClientKey = Readonly<z.output<typeof clientKeySchema>>

/** Checks the fields that depend on whether the client has a key. */
export function checkClientKey(fields: RawDefinition, addIssue: AddIssue): void {
  const key = fields['clientKey'] ?? null
  const method = fields['clientAuthentication'] ?? 'private_key_jwt'
  if (key === null) {
    if (fields['clientAuthentication'] === 'private_key_jwt')
      addIssue('clientKey', problem('fieldProblem.keyMissing'))
    return
  }
  if ((fields['clientSecret'] ?? null) !== null)
    addIssue('clientSecret', problem('fieldProblem.secretAndKey'))
  const signsSecret = typeof key === 'object' && 'teamId' in key
  if (method === 'client_secret_post' && !signsSecret)
    addIssue('clientKey.teamId', problem('fieldProblem.teamMissing'))
  if (method !== 'client_secret_post' && method !== 'private_key_jwt')
    addIssue('clientAuthentication', problem('fieldProblem.keyMethod'))
}
