import { newId } from '../crypto/token.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { User } from '../store/records.js'
import type { Queries } from '../store/store.js'

/** Where the issuer of an identity stands, for those that this house itself has made. */
export const LOCAL_ISSUER = 'local'

/**
 * Gives a user this password in place of any other, and the account that makes it a way to sign in, when there is none
 * yet. A part of the transaction of `within`; the user's row is held until that ends.
 */
export async function setPassword(
  tx: Pick<Queries, 'lockUser' | 'listAccounts' | 'createAccount' | 'setPassword'>,
  input: { readonly user: Pick<User, 'id' | 'username'>; readonly hash: string; readonly now: Date },
): Promise<void> {
  const { user, hash, now } = input
  await tx.lockUser(user.id, now)
  const accounts = await tx.listAccounts(user.id)
  if (!accounts.some(({ backend }) => backend === PASSWORD_BACKEND)) {
    await tx.createAccount({
      id: newId(),
      userId: user.id,
      backend: PASSWORD_BACKEND,
      subject: newId(),
      issuer: LOCAL_ISSUER,
      label: user.username,
      tokens: null,
      extraData: '{}',
      lastLoginAt: now,
    })
  }
  await tx.setPassword(user.id, hash, now)
}
