import { PortcullisError } from '../errors.js'
import { isProvenHere, profileOf } from './details.js'
import type { Agreed, Associated, House, Known, Settled, Start } from './facts.js'
import type { User } from '../store/records.js'
import type { UserDetails } from '../store/users.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'house' | 'now'> &
  Known &
  Settled &
  Agreed &
  Pick<Associated, 'account'> & {
    readonly store: Pick<Start['store'], 'refreshUser' | 'findUserByProvenEmail'>
  }

/**
 * Brings names, picture and address up to date at each sign-in; connecting an account leaves them alone. User name,
 * activity and administration are protected; what the provider leaves out stays as it was; an address that another user
 * has proven is left alone, and an unproven one never takes the place of a proven one. A proven one gives way only to
 * news: what the provider said the last time, too, does not undo what the person has chosen since.
 */
export async function refreshUser(facts: Needs): Promise<Learned<Known>> {
  const { user, intent, now, store } = facts
  // Whoever connects a second account asked for another way in, not for another name.
  if (intent === 'connect') return learn('connecting an account changes no details', { user })
  const changes: UserDetails = {
    ...changedProfile(facts),
    ...(await changedEmail(facts)),
    ...changedTerms(facts),
  }
  const names = Object.keys(changes)
  if (names.length === 0) return learn('nothing has changed', { user })
  return learn(`refreshed ${names.join(', ')}`, { user: await store.refreshUser(user.id, changes, now) })
}

function changedProfile({ identity, user }: Needs): UserDetails {
  const entries = Object.entries(profileOf(identity))
  const known = new Map<string, unknown>(Object.entries(user))
  return Object.fromEntries(entries.filter(([field, value]) => value !== null && known.get(field) !== value))
}

function changedTerms({ agreedTerms, user }: Needs): UserDetails {
  return agreedTerms === null || agreedTerms === user.acceptedTerms ? {} : { acceptedTerms: agreedTerms }
}

async function changedEmail(facts: Needs): Promise<UserDetails> {
  const { email, emailVerified, provenEmail, identity, policy, house, user, account, store } = facts
  // Nothing new about the address; whose it is already may have become an administrator since.
  if (email === null) return promotion(user.provenEmail, house, user)
  if (provenEmail === null) {
    const same = user.email === email && user.emailVerified === emailVerified
    return user.provenEmail !== null || same ? {} : { email, emailVerified }
  }
  const isNews = email === identity.email && account.label !== email
  if (user.provenEmail !== null && !isNews) return promotion(user.provenEmail, house, user)
  const admin = promotion(provenEmail, house, user)
  if (provenEmail === user.provenEmail) return admin
  const owner = await store.findUserByProvenEmail(provenEmail)
  if (!owner || owner.id === user.id) return { email, emailVerified: true, provenEmail, ...admin }
  // Who has just read a code for it is told; a provider's word is merely not followed.
  if (!isProvenHere(facts, identity, policy)) return {}
  throw new PortcullisError('email_taken', { detail: `user ${owner.id} has proven this address` })
}

function promotion(provenEmail: string | null, house: House, user: User): { admin?: true } {
  return provenEmail !== null && house.adminEmails.includes(provenEmail) && !user.admin ? { admin: true } : {}
}
