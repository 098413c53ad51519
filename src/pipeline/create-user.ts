import { newId } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import { profileOf, provenEmailOf } from './details.js'
import type { Allowed, Decided, Known, Named, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'house' | 'now'> &
  Allowed &
  Decided &
  Named & { readonly store: Pick<Start['store'], 'createUser'> }

/** Makes the user when the decision was to create one. It needs `allowed`, so it cannot move before that check. */
export async function createUser(facts: Needs): Promise<Learned<Known>> {
  const { identity, policy, house, user, mayCreate, username, now, store } = facts
  if (user) return learn('the user exists', { user })
  if (!mayCreate || username === null)
    throw new PortcullisError('internal', { detail: 'no user and none to make' })
  const provenEmail = provenEmailOf(identity, policy)
  const created = await store.createUser(
    {
      id: newId(),
      username,
      email: identity.email,
      emailVerified: identity.email !== null && identity.emailVerified,
      provenEmail,
      ...profileOf(identity),
      admin: provenEmail !== null && house.adminEmails.includes(provenEmail),
    },
    now,
  )
  return learn(`created user ${created.id} as ${created.username}`, { user: created })
}
