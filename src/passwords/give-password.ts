import { newId } from '../crypto/token.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { User } from '../store/records.js'
import type { StoreVerbs } from '../store/store.js'

/** Where the issuer of an identity stands, for those that this house itself has made. */
export const OWN_ISSUER = 'local'

/**
 * Gives a user this password in place of any other, and the account that makes it a way to sign in, when there is none
 * yet. A part of the transaction of `within`; the user's row is held until that ends.
 */
export async function givePassword(
  within: Pick<StoreVerbs, 'lockUser' | 'accountsOf' | 'createAccount' | 'setPassword'>,
  gift: { readonly user: Pick<User, 'id' | 'username'>; readonly hash: string; readonly now: Date },
): Promise<void> {
  const { user, hash, now } = gift
  await within.lockUser(user.id, now)
  const accounts = await within.accountsOf(user.id)
  if (!accounts.some(({ backend }) => backend === PASSWORD_BACKEND)) {
    await within.createAccount({
      id: newId(),
      userId: user.id,
      backend: PASSWORD_BACKEND,
      subject: newId(),
      issuer: OWN_ISSUER,
      label: user.username,
      tokens: null,
      extraData: '{}',
      lastLoginAt: now,
    })
  }
  await within.setPassword(user.id, hash, now)
}
