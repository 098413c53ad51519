import { Encrypter } from '../../src/crypto/encryption.js'
import { type StoredTokens, decryptTokens, encryptTokens } from '../../src/provider-tokens/stored-tokens.js'
import { KEYS, type Site } from './site.js'

const vault = new Encrypter([KEYS.ENCRYPTION_KEYS])

/** The account of this subject. */
export function accountOf({ rows }: Site, subject: string) {
  return rows.account.findFirstOrThrow({ where: { subject } })
}

/** What is kept for an account, as only its keys show it. */
export async function keptFor({ rows }: Site, id: string): Promise<StoredTokens> {
  const { tokens } = await rows.account.findUniqueOrThrow({ where: { id } })
  const kept = tokens && decryptTokens(vault, id, tokens)
  if (kept === null) throw new Error('no tokens that open')
  return kept
}

/** Changes what is kept, as time or an older release would have. */
export async function keep(site: Site, id: string, changes: Partial<StoredTokens>): Promise<void> {
  const tokens = encryptTokens(vault, id, { ...(await keptFor(site, id)), ...changes })
  await site.rows.account.update({ where: { id }, data: { tokens, leaseHolder: null, leaseUntil: null } })
}
