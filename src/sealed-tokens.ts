import { z } from 'zod'
import { PLACES } from './crypto/places.js'
import type { Vault } from './crypto/vault.js'
import type { ProviderTokens } from './identity.js'

/** The tokens of an account as they are kept. */
export interface KeptTokens extends ProviderTokens {
  /** When the access token was handed out; null when that was not noted. */
  readonly obtainedAt: Date | null
  /** The provider takes the refresh token no more: only the person can bring new tokens, by signing in there. */
  readonly refused: boolean
}

const moment = z.coerce.date().nullable()

const Kept = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  idToken: z.string().nullable(),
  expiresAt: moment,
  scope: z.string().nullable(),
  obtainedAt: moment.default(null),
  refused: z.boolean().default(false),
})

const place = PLACES['account tokens']

/** Seals tokens for the row of their account; in any other row they do not open. */
export function sealTokens(vault: Vault, accountId: string, tokens: KeptTokens): Uint8Array<ArrayBuffer> {
  return vault.seal(place(accountId), JSON.stringify(tokens))
}

/** The tokens of this account, or null when no listed key opens them here. */
export function openTokens(vault: Vault, accountId: string, sealed: Uint8Array): KeptTokens | null {
  const plain = vault.open(place(accountId), sealed)
  return plain === null ? null : Kept.parse(JSON.parse(plain))
}
