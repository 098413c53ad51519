import { PortcullisError } from '../../errors.js'
import type { AccountLookup, EncryptedAccountTokens, Start } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/**
 * Finds the account of this identity. Issuer and subject are the person, never an email address or a name. The account
 * of another issuer under the same backend is not opened, and none is created beside it.
 */
export async function findAccount({
  store,
  identity,
}: Pick<Start, 'identity'> & { readonly store: Pick<Start['store'], 'findAccount'> }): Promise<
  StepResult<AccountLookup & EncryptedAccountTokens>
> {
  const match = await store.findAccount(identity)
  if (match === null)
    return proceed('this identity is new here', { account: null, user: null, encryptedTokens: null })
  if (match.account === null)
    throw new PortcullisError('issuer_changed', {
      detail: `the account of this subject is stored under the issuer ${match.otherIssuer}, and this sign-in is of ${identity.issuer}`,
    })
  return proceed(`the account ${match.account.id} of user ${match.user.id}`, match)
}
