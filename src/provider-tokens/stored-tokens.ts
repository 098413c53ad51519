import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import type { ProviderTokens } from '../identity.js'

/** The tokens of an account as they are stored. */
export interface StoredTokens extends ProviderTokens {
  /** When the access token was issued; null when that was not recorded. */
  readonly obtainedAt: Date | null
  /** The provider has rejected the refresh token: only a new sign-in of the user brings new tokens. */
  readonly refused: boolean
}

const nullableDateSchema = z.coerce.date().nullable()

const StoredTokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  idToken: z.string().nullable(),
  expiresAt: nullableDateSchema,
  scope: z.string().nullable(),
  origins: z.array(z.string()).readonly().nullable().default(null),
  obtainedAt: nullableDateSchema.default(null),
  refused: z.boolean().default(false),
})

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
  return plaintext === null ? null : StoredTokensSchema.parse(JSON.parse(plaintext))
}
