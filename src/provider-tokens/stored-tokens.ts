import { type Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import type { ProviderTokens } from '../identity.js'
import { readOptionalText, readText, readTime } from '../store/columns.js'

/** The tokens of an account as they are stored. */
export interface StoredTokens extends ProviderTokens {
  /** When the access token was issued; null when that was not recorded. */
  readonly obtainedAt: Date | null
  /** The provider has rejected the refresh token: only a new sign-in of the user brings new tokens. */
  readonly refused: boolean
}

// Every sign-in of a known account reads them, so they are checked value by value, as the columns of a row are, and not by a
// schema. Earlier releases stored neither the last three members nor null for them.
function readStoredTokens(value: object): StoredTokens {
  const read = (name: keyof StoredTokens): unknown => Reflect.get(value, name) ?? null
  const origins = read('origins')
  return {
    accessToken: readText(read('accessToken')),
    refreshToken: readOptionalText(read('refreshToken')),
    idToken: readOptionalText(read('idToken')),
    expiresAt: parseOptionalTime(read('expiresAt')),
    scope: readOptionalText(read('scope')),
    origins: Array.isArray(origins) ? origins.map(readText) : null,
    obtainedAt: parseOptionalTime(read('obtainedAt')),
    refused: read('refused') === true,
  }
}

function parseOptionalTime(value: unknown): Date | null {
  return value === null ? null : readTime(new Date(readText(value)))
}

const encryptionContext = ENCRYPTION_CONTEXTS['account tokens']

/** Encrypts tokens for the row of their account; they do not decrypt in any other row. */
export function encryptTokens(
  encrypter: Encrypter,
  accountId: string,
  tokens: StoredTokens,
): Uint8Array<ArrayBuffer> {
  return encrypter.encrypt(encryptionContext(accountId), JSON.stringify(tokens))
}

/** Decrypts the tokens of this account; null when none of ENCRYPTION_KEYS decrypts them in this row. */
export function decryptTokens(
  encrypter: Encrypter,
  accountId: string,
  ciphertext: Uint8Array,
): StoredTokens | null {
  const plaintext = encrypter.decrypt(encryptionContext(accountId), ciphertext)
  if (plaintext === null) return null
  const stored: unknown = JSON.parse(plaintext)
  if (typeof stored !== 'object' || stored === null) throw new TypeError('the stored tokens are no object')
  return readStoredTokens(stored)
}
