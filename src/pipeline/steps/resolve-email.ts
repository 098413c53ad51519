import { type Message, message } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import { parseEmailAddress } from '../../mail/email-address.js'
import type { AccountLookup, Allowed, EmailResolved, Start } from '../facts.js'
import { readTrustedEmail } from '../identity-details.js'
import { Halt, proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'answers' | 'site'> & Allowed & AccountLookup

/**
 * Decides which email address this sign-in uses, and whether it is proven: by the provider, if this site trusts its
 * word, or by a code that the user has entered. Asks for what the policy of the backend requires and is still
 * missing. Connecting an account asks nothing, and neither does a known user who has proven an address before.
 */
export async function resolveEmail(facts: Needs): Promise<StepResult<EmailResolved> | Halt> {
  return Promise.resolve(resolve(facts))
}

function resolve(facts: Needs): StepResult<EmailResolved> | Halt {
  const { identity, policy, intent, user } = facts
  const trustedEmail = readTrustedEmail(identity, policy)
  if (trustedEmail !== null)
    return emailFacts(message('because.email.byProvider'), {
      email: identity.email,
      provenEmail: trustedEmail,
    })
  const { verifiedEmail, enteredEmail } = facts.answers
  if (verifiedEmail !== null)
    return emailFacts(message('because.email.byCode'), { email: verifiedEmail, provenEmail: verifiedEmail })
  const { email: providerEmail, emailVerified } = identity
  const unverified = enteredEmail === null ? { email: providerEmail, emailVerified } : { email: enteredEmail }
  const isExempt = intent === 'connect' || (user !== null && (!user.active || user.provenEmail !== null))
  if (isExempt) return emailFacts(message('because.email.unasked'), unverified)
  return requireEmail(facts, unverified)
}

/** Accepts an unproven address, or none, where the policy allows it. */
function requireEmail(
  { policy, site, user }: Needs,
  unverified: Partial<EmailResolved> & Pick<EmailResolved, 'email'>,
): StepResult<EmailResolved> | Halt {
  const candidate = unverified.email ?? user?.email ?? null
  const deliverable = parseEmailAddress(candidate)
  // An address that cannot receive mail can never be proven, so it counts as missing.
  const isMissing = policy.requireVerifiedEmail ? deliverable === null : candidate === null
  if (isMissing && policy.requireEmail) return new Halt({ type: 'email' }, message('because.email.required'))
  if (!policy.requireVerifiedEmail || deliverable === null)
    return emailFacts(
      candidate === null ? message('because.email.none') : message('because.email.unproven'),
      unverified,
    )
  if (!site.canSendMail) {
    throw new PortcullisError('mail_unavailable', {
      detail: message('because.email.cannotSend'),
    })
  }
  return new Halt({ type: 'email-code', email: deliverable }, message('because.email.wanted'))
}

function emailFacts(
  reason: Message,
  resolved: Partial<EmailResolved> & Pick<EmailResolved, 'email'>,
): StepResult<EmailResolved> {
  const { email, provenEmail = null, emailVerified = provenEmail !== null } = resolved
  return proceed(reason, { email, emailVerified: email !== null && emailVerified, provenEmail })
}
