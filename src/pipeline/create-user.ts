import { newId } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import { profileOf } from './details.js'
import type { Agreed, Allowed, Decided, Known, Named, Settled, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'house' | 'now'> &
  Allowed &
  Settled &
  Agreed &
  Decided &
  Named & { readonly store: Pick<Start['store'], 'createUser'> }

/**
 * Makes the user when the decision was to create one. It needs `allowed` and what was agreed, so it cannot move
 * before those checks.
 */
export async function createUser(facts: Needs): Promise<Learned<Known>> {
  const { identity, house, user, mayCreate, username, now, store } = facts
  if (user) return learn('the user exists', { user })
  if (!mayCreate || username === null)
    throw new PortcullisError('internal', { detail: 'no user and none to make' })
  const { email, emailVerified, provenEmail, agreedTerms } = facts
  const created = await store.createUser(
    {
      id: newId(),
      username,
      ...{ email, emailVerified, provenEmail },
      acceptedTerms: agreedTerms,
      ...profileOf(identity),
      admin: provenEmail !== null && house.adminEmails.includes(provenEmail),
    },
    now,
  )
  return learn(`created user ${created.id} as ${created.username}`, { user: created })
}
