import { PortcullisError } from '../errors.js'
import { LostRace } from '../store/lost-race.js'
import type { User } from '../store/records.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { Allowed, Decided, Found, Settled, Start } from './facts.js'
import { isProvenHere } from './details.js'
import { decideLink, type LinkQuestion } from './linking.js'
import { Halt, learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'currentUser' | 'house'> &
  Allowed &
  Settled &
  Found & { readonly store: Pick<Start['store'], 'findUserByProvenEmail' | 'findAccount'> }

/** Asks `decideLink` whom this identity stands for; a refusal ends the sign-in, and a demand for proof halts it. */
export async function decideUser(facts: Needs): Promise<Learned<Decided> | Halt> {
  const emailOwner = await ownerOfAddress(facts)
  const decision = decideLink(questionOf(facts, emailOwner))
  switch (decision.do) {
    case 'refuse':
      await requireStillNew(facts)
      throw new PortcullisError(decision.code, { detail: decision.because })
    case 'ask for proof':
      await requireStillNew(facts)
      return new Halt({ asks: 'proof', email: emailOwner?.provenEmail ?? '' }, decision.because)
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
async function ownerOfAddress({ account, intent, provenEmail, store }: Needs): Promise<User | null> {
  const matters = account === null && intent === 'sign-in'
  return matters && provenEmail !== null ? store.findUserByProvenEmail(provenEmail) : null
}

function questionOf(
  { intent, account, currentUser, identity, policy, house, provenEmail }: Needs,
  emailOwner: User | null,
): LinkQuestion {
  const mine = account !== null && account.userId === currentUser?.id
  return {
    intent,
    owner: account === null ? 'nobody' : mine ? 'the visitor' : 'somebody else',
    emailVerified: identity.emailVerified,
    trustEmail: policy.trustEmail,
    provenHere: isProvenHere({ provenEmail }, identity, policy),
    emailOwned: emailOwner !== null,
    linkByVerifiedEmail: policy.linkByVerifiedEmail,
    registration: house.registration,
    local: identity.backend === PASSWORD_BACKEND,
  }
}
