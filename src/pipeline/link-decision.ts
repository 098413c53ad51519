import { type Message, message } from '../locales/messages.js'
import type { SignInIntent } from '../attempt.js'
import type { ErrorCode } from '../errors.js'

/** Everything that the decision about a link depends on. */
export interface LinkInput {
  readonly intent: SignInIntent
  /** Who owns the account of this identity, compared with the signed-in user. */
  readonly owner: 'none' | 'current-user' | 'other-user'
  /** Whether the provider says that the address is verified. */
  readonly emailVerified: boolean
  /** Whether this site trusts the provider's word about addresses. */
  readonly trustEmail: boolean
  /** Whether the user has proven the address here, with a code from an email. */
  readonly verifiedByCode: boolean
  /** Whether a user has proven this address before. */
  readonly emailTaken: boolean
  /** Whether that user has an account of this backend already. Then this identity is another person. */
  readonly ownerHasBackend: boolean
  readonly linkByVerifiedEmail: boolean
  readonly registration: 'open' | 'closed'
  /** Whether the identity comes from the site itself: a password, which is never linked. */
  readonly isPassword: boolean
}

export type LinkDecision =
  | {
      readonly action:
        | 'sign-in'
        | 'link-current-user'
        | 'link-by-email'
        | 'require-proof'
        | 'create'
        | 'create-without-email'
      readonly reason: Message
    }
  | { readonly action: 'reject'; readonly code: ErrorCode; readonly reason: Message }

/**
 * Decides whom a proven identity belongs to. This is the only place where accounts are tied to users. An address
 * links only if both sides have proven it (here, or at a provider that is trusted to verify addresses) and the
 * administrator has enabled linking. Otherwise the owner of the address must prove who they are first. Two identities of
 * one backend are two people, whatever address they share: the second one gets a user without the proven address. A uniqueness
 * error never signs anyone in.
 */
export function decideLink(input: LinkInput): LinkDecision {
  if (input.intent === 'connect') return decideConnect(input)
  if (input.owner !== 'none') return { action: 'sign-in', reason: message('because.link.known') }
  const isVerified = input.verifiedByCode || (input.emailVerified && input.trustEmail)
  if (input.emailTaken && isVerified) return decideTakenEmail(input)
  return decideNew(input, { action: 'create', reason: message('because.link.new') })
}

function decideNew(input: LinkInput, creation: LinkDecision): LinkDecision {
  if (input.registration === 'closed') return reject('registration_closed', message('because.link.closed'))
  return creation
}

function decideTakenEmail(input: LinkInput): LinkDecision {
  const { linkByVerifiedEmail, isPassword, ownerHasBackend, verifiedByCode } = input
  if (isPassword) return reject('email_belongs_to_user', message('because.link.password'))
  if (ownerHasBackend && verifiedByCode)
    return reject('email_already_verified', message('because.link.sameProvider'))
  if (ownerHasBackend)
    return decideNew(input, {
      action: 'create-without-email',
      reason: message('because.link.newSameProvider'),
    })
  if (linkByVerifiedEmail)
    return {
      action: 'link-by-email',
      reason: message('because.link.byEmail'),
    }
  return {
    action: 'require-proof',
    reason: message('because.link.proof'),
  }
}

function decideConnect({ owner }: LinkInput): LinkDecision {
  switch (owner) {
    case 'none':
      return { action: 'link-current-user', reason: message('because.link.asked') }
    case 'current-user':
      return { action: 'sign-in', reason: message('because.link.connected') }
    case 'other-user':
      return reject('account_taken', message('because.link.taken'))
  }
}

function reject(code: ErrorCode, reason: Message): LinkDecision {
  return { action: 'reject', code, reason }
}
