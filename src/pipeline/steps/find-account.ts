import type { AccountLookup, EncryptedAccountTokens, Start } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/** Finds the account of this identity. Backend and subject are its key, never an email address or a name. */
export async function findAccount({
  store,
  identity,
}: Pick<Start, 'identity'> & { readonly store: Pick<Start['store'], 'findAccount'> }): Promise<
  StepResult<AccountLookup & EncryptedAccountTokens>
> {
  const match = await store.findAccount(identity.backend, identity.subject)
  if (!match)
    return proceed('this identity is new here', { account: null, user: null, encryptedTokens: null })
  return proceed(`the account ${match.account.id} of user ${match.user.id}`, match)
}
