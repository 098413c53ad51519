import type { Intent } from '../attempt.js'
import type { ErrorCode } from '../errors.js'

/** Everything the decision about a link depends on. */
export interface LinkQuestion {
  readonly intent: Intent
  /** Whose the account of this identity is, seen from the visitor. */
  readonly owner: 'nobody' | 'the visitor' | 'somebody else'
  /** Whether the provider says that the address is verified. */
  readonly emailVerified: boolean
  /** Whether this provider's word on addresses counts here. */
  readonly trustEmail: boolean
  /** Whether the person has proven the address here, by a code in a mail. */
  readonly provenHere: boolean
  /** Whether some user has proven this very address. */
  readonly emailOwned: boolean
  readonly linkByVerifiedEmail: boolean
  readonly registration: 'open' | 'closed'
  /** Whether the identity is one that this house makes itself: a password, which is nothing to link. */
  readonly local: boolean
}

export type LinkDecision =
  | {
      readonly do: 'sign in as owner' | 'link to visitor' | 'link by e-mail' | 'ask for proof' | 'create'
      readonly because: string
    }
  | { readonly do: 'refuse'; readonly code: ErrorCode; readonly because: string }

/**
 * Decides what a proven identity means for users: the one place where accounts are tied to people. An address links
 * only if both sides have it proven (here, or by a provider that is trusted to verify) and the operator switched it on.
 * Otherwise the owner of the address is asked to prove who they are; a uniqueness error is never a login.
 */
export function decideLink(question: LinkQuestion): LinkDecision {
  if (question.intent === 'connect') return decideConnect(question)
  if (question.owner !== 'nobody') return { do: 'sign in as owner', because: 'the identity is known' }
  const proven = question.provenHere || (question.emailVerified && question.trustEmail)
  if (question.emailOwned && proven) return decideOwned(question)
  if (question.registration === 'closed')
    return refuse('registration_closed', 'the identity is new and registration is closed')
  return { do: 'create', because: 'the identity is new' }
}

function decideOwned({ linkByVerifiedEmail, local }: LinkQuestion): LinkDecision {
  if (local) return refuse('email_in_use', 'a user has proven this address, and a password links to nobody')
  if (linkByVerifiedEmail)
    return {
      do: 'link by e-mail',
      because: 'both sides have proven the address and the backend may link by it',
    }
  return {
    do: 'ask for proof',
    because: 'a user has proven this address, and the backend may not link by it',
  }
}

function decideConnect({ owner }: LinkQuestion): LinkDecision {
  switch (owner) {
    case 'nobody':
      return { do: 'link to visitor', because: 'the signed-in user asked for it' }
    case 'the visitor':
      return { do: 'sign in as owner', because: 'it is connected to this user already' }
    case 'somebody else':
      return refuse('account_taken', 'the identity is connected to another user')
  }
}

function refuse(code: ErrorCode, because: string): LinkDecision {
  return { do: 'refuse', code, because }
}
