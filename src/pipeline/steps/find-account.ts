import { message } from '../../locales/messages.js'
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
    return proceed(message('because.account.unknown'), { account: null, user: null, encryptedTokens: null })
  if (match.account === null)
    throw new PortcullisError('issuer_changed', {
      detail: message('because.account.otherIssuer', {
        stored: match.otherIssuer,
        issuer: identity.issuer,
      }),
    })
  return proceed(message('because.account.found', { account: match.account.id, user: match.user.id }), match)
}
