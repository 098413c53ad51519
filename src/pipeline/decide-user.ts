import { normalEmail } from '../email.js'
import { PortcullisError } from '../errors.js'
import { LostRace } from '../store/lost-race.js'
import type { User } from '../store/records.js'
import type { Allowed, Decided, Found, Start } from './facts.js'
import { decideLink, type LinkQuestion } from './linking.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'currentUser' | 'house'> &
  Allowed &
  Found & { readonly store: Pick<Start['store'], 'findUserByProvenEmail' | 'findAccount'> }

/** Asks `decideLink` whom this identity stands for; a refusal ends the sign-in. */
export async function decideUser(facts: Needs): Promise<Learned<Decided>> {
  const emailOwner = await ownerOfAddress(facts)
  const decision = decideLink(questionOf(facts, emailOwner))
  switch (decision.do) {
    case 'refuse':
      await requireStillNew(facts)
      throw new PortcullisError(decision.code, { detail: decision.because })
    case 'create':
      return learn(decision.because, { user: null, mayCreate: true })
    case 'sign in as owner':
      return learn(decision.because, { user: facts.user, mayCreate: false })
    case 'link to visitor':
      return learn(decision.because, { user: facts.currentUser, mayCreate: false })
    case 'link by e-mail':
      return learn(decision.because, { user: emailOwner, mayCreate: false })
  }
}

// Two first sign-ins of one person at once: the faster one may have made the user between our two looks, and then the
// address is in use by the visitor themself. The run starts over and finds the account.
async function requireStillNew({ account, identity, store }: Needs): Promise<void> {
  if (account === null && (await store.findAccount(identity.backend, identity.subject))) {
    throw new LostRace('the identity was linked meanwhile')
  }
}

// Asked only where the answer can matter: a known identity never depends on its address.
async function ownerOfAddress({ account, intent, identity, policy, store }: Needs): Promise<User | null> {
  const matters = account === null && intent === 'sign-in' && identity.emailVerified && policy.trustEmail
  const email = matters && identity.email !== null ? normalEmail(identity.email) : null
  return email === null ? null : store.findUserByProvenEmail(email)
}

function questionOf(
  { intent, account, currentUser, identity, policy, house }: Needs,
  emailOwner: User | null,
): LinkQuestion {
  const mine = account !== null && account.userId === currentUser?.id
  return {
    intent,
    owner: account === null ? 'nobody' : mine ? 'the visitor' : 'somebody else',
    emailVerified: identity.emailVerified,
    trustEmail: policy.trustEmail,
    emailOwned: emailOwner !== null,
    linkByVerifiedEmail: policy.linkByVerifiedEmail,
    registration: house.registration,
  }
}
