import { Encrypter } from '../../src/crypto/encryption.js'
import { type StoredTokens, decryptTokens, encryptTokens } from '../../src/provider-tokens/stored-tokens.js'
import { KEYS, type Site } from './site.js'

const vault = new Encrypter([KEYS.ENCRYPTION_KEYS])

/** The account of this subject. */
export function accountOf({ rows }: Site, subject: string) {
  return rows.account.findFirstOrThrow({ where: { subject } })
}

/** The tokens that are stored for an account, decrypted. */
export async function storedTokensOf({ rows }: Site, id: string): Promise<StoredTokens> {
  const { tokens } = await rows.account.findUniqueOrThrow({ where: { id } })
  const decrypted = tokens && decryptTokens(vault, id, tokens)
  if (decrypted === null) throw new Error('no tokens that can be decrypted')
  return decrypted
}

/** Changes the stored tokens, as time or an older release would have. */
export async function keep(site: Site, id: string, changes: Partial<StoredTokens>): Promise<void> {
  const tokens = encryptTokens(vault, id, { ...(await storedTokensOf(site, id)), ...changes })
  await site.rows.account.update({ where: { id }, data: { tokens, leaseHolder: null, leaseUntil: null } })
}
