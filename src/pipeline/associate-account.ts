import { newId } from '../crypto/token.js'
import { accountDetails } from './account-details.js'
import type { Associated, Found, Known, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'house' | 'now'> &
  Pick<Found, 'account'> &
  Known & { readonly store: Pick<Start['store'], 'createAccount'> }

/** Records that this identity belongs to this user. Two at once: the database lets one in, the other runs again. */
export async function associateAccount(facts: Needs): Promise<Learned<Associated>> {
  const { identity, account, user, store } = facts
  if (account) return learn('the account is linked already', { account, linkedNow: false })
  const id = newId()
  const created = await store.createAccount({
    id,
    userId: user.id,
    backend: identity.backend,
    subject: identity.subject,
    issuer: identity.issuer,
    ...accountDetails(id, facts),
  })
  return learn(`linked as account ${created.id}`, { account: created, linkedNow: true })
}
