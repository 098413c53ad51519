import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import type { ProviderTokens } from '../identity.js'

/** The tokens of an account as they are kept. */
export interface StoredTokens extends ProviderTokens {
  /** When the access token was handed out; null when that was not noted. */
  readonly obtainedAt: Date | null
  /** The provider takes the refresh token no more: only the person can bring new tokens, by signing in there. */
  readonly refused: boolean
}

const nullableDateSchema = z.coerce.date().nullable()

const StoredTokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  idToken: z.string().nullable(),
  expiresAt: nullableDateSchema,
  scope: z.string().nullable(),
  obtainedAt: nullableDateSchema.default(null),
  refused: z.boolean().default(false),
})

const encryptionContext = ENCRYPTION_CONTEXTS['account tokens']

/** Seals tokens for the row of their account; in any other row they do not open. */
export function encryptTokens(
  encrypter: Encrypter,
  accountId: string,
  tokens: StoredTokens,
): Uint8Array<ArrayBuffer> {
  return encrypter.encrypt(encryptionContext(accountId), JSON.stringify(tokens))
}

/** The tokens of this account, or null when no listed key opens them here. */
export function decryptTokens(
  encrypter: Encrypter,
  accountId: string,
  ciphertext: Uint8Array,
): StoredTokens | null {
  const plaintext = encrypter.decrypt(encryptionContext(accountId), ciphertext)
  return plaintext === null ? null : StoredTokensSchema.parse(JSON.parse(plaintext))
}
