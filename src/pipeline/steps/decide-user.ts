import { PortcullisError } from '../../errors.js'
import { EMAIL_BACKEND, EMAIL_ISSUER, PASSWORD_BACKEND } from '../../identity.js'
import { ConcurrentUpdateError } from '../../store/database.js'
import type { User } from '../../store/models.js'
import type { AccountLookup, Allowed, EmailResolved, LinkDecided, Start } from '../facts.js'
import { isVerifiedByCode } from '../identity-details.js'
import { decideLink, type LinkInput } from '../link-decision.js'
import { Halt, proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'connecting' | 'site'> &
  Allowed &
  EmailResolved &
  AccountLookup & {
    readonly store: Pick<Start['store'], 'findUserByTrustedEmail' | 'findAccount' | 'listAccounts'>
  }

/** The proven address, again, is null when it stays with another user. */
type UserDecided = LinkDecided & Pick<EmailResolved, 'provenEmail'>

/** Asks `decideLink` whom this identity belongs to. A refusal ends the sign-in; a demand for proof halts it. */
export async function decideUser(facts: Needs): Promise<StepResult<UserDecided> | Halt> {
  const { provenEmail } = facts
  const emailOwner = await findEmailOwner(facts)
  const decision = decideLink(toLinkInput(facts, emailOwner, await hasSameBackend(facts, emailOwner)))
  switch (decision.action) {
    case 'reject':
      await requireStillNew(facts)
      throw new PortcullisError(decision.code, { detail: decision.reason })
    case 'require-proof':
      await requireStillNew(facts)
      return new Halt({ type: 'proof', email: emailOwner?.provenEmail ?? '' }, decision.reason)
    case 'create':
      return proceed(decision.reason, { user: null, mayCreate: true, provenEmail })
    case 'create-without-email':
      await requireStillNew(facts)
      return proceed(decision.reason, { user: null, mayCreate: true, provenEmail: null })
    case 'sign-in':
      return proceed(decision.reason, { user: facts.user, mayCreate: false, provenEmail })
    case 'link-current-user':
      return proceed(decision.reason, { user: facts.connecting?.user ?? null, mayCreate: false, provenEmail })
    case 'link-by-email':
      return proceed(decision.reason, { user: emailOwner, mayCreate: false, provenEmail })
  }
}

// When one person signs in twice at once for the first time, the faster request may have created the user between the
// two lookups of this one, so that the address seems to belong to someone else. The run starts over and finds the
// account.
async function requireStillNew({ account, identity, store }: Needs): Promise<void> {
  if (account === null && (await store.findAccount(identity))) {
    throw new ConcurrentUpdateError('the identity was linked meanwhile')
  }
}

// Looked up only where the answer matters: a known identity never depends on its address.
async function findEmailOwner({ account, intent, provenEmail, store }: Needs): Promise<User | null> {
  const isRelevant = account === null && intent === 'sign-in'
  return isRelevant && provenEmail !== null ? store.findUserByTrustedEmail(provenEmail) : null
}

/** Not for proven addresses: who reads two mailboxes is one person, and the address of the sign-in is the owner's. */
async function hasSameBackend({ identity, store }: Needs, emailOwner: User | null): Promise<boolean> {
  const isEmailLogin = identity.backend === EMAIL_BACKEND && identity.issuer === EMAIL_ISSUER
  if (emailOwner === null || isEmailLogin) return false
  return (await store.listAccounts(emailOwner.id)).some(({ backend }) => backend === identity.backend)
}

function toLinkInput(
  { intent, account, connecting, identity, policy, site, provenEmail }: Needs,
  emailOwner: User | null,
  ownerHasBackend: boolean,
): LinkInput {
  const isCurrentUser = account !== null && account.userId === connecting?.user.id
  return {
    intent,
    owner: account === null ? 'none' : isCurrentUser ? 'current-user' : 'other-user',
    emailVerified: identity.emailVerified,
    trustEmail: policy.trustEmail,
    verifiedByCode: isVerifiedByCode({ provenEmail }, identity, policy),
    emailTaken: emailOwner !== null,
    ownerHasBackend,
    linkByVerifiedEmail: policy.linkByVerifiedEmail,
    registration: site.registration,
    isPassword: identity.backend === PASSWORD_BACKEND,
  }
}
