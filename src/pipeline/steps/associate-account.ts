import { message } from '../../locales/messages.js'
import { newId } from '../../crypto/tokens.js'
import type { AccountLinked, AccountLookup, Start, WithUser } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'
import { accountDetails } from '../identity-details.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'encrypter' | 'now' | 'retry'> &
  Pick<AccountLookup, 'account'> &
  WithUser & { readonly store: Pick<Start['store'], 'createAccount'> }

/**
 * Links this identity to this user. If two requests link it at once, the database accepts one and the other runs
 * again.
 */
export async function associateAccount(facts: Needs): Promise<StepResult<AccountLinked>> {
  const { identity, account, user, retry, store } = facts
  if (account) return proceed(message('because.account.linkedBefore'), { account, linkedNow: false })
  const id = newId()
  const { backend, subject, issuer } = identity
  const details = accountDetails(id, facts)
  const created = await store.createAccount(
    { id, userId: user.id, backend, subject, issuer, ...details },
    retry,
  )
  return proceed(message('because.account.linked', { account: created.id }), {
    account: created,
    linkedNow: true,
  })
}
