import type { Found, Kept, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

/** Looks for the account of this identity; backend and subject are its key, never an e-mail address or a name. */
export async function findAccount({
  store,
  identity,
}: Pick<Start, 'identity'> & { readonly store: Pick<Start['store'], 'findAccount'> }): Promise<
  Learned<Found & Kept>
> {
  const found = await store.findAccount(identity.backend, identity.subject)
  if (!found) return learn('this identity is new here', { account: null, user: null, sealedTokens: null })
  return learn(`the account ${found.account.id} of user ${found.user.id}`, found)
}
