import { PortcullisError } from '../errors.js'
import { mailboxOf } from '../mail/mailbox.js'
import { provenEmailOf } from './details.js'
import type { Allowed, Found, Settled, Start } from './facts.js'
import { Halt, learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'answers' | 'house'> & Allowed & Found

/**
 * Settles which e-mail address this sign-in brings, and whether it is proven: by the provider, if its word counts, or
 * by a code that the person has read. Asks for what the backend's policy demands and nobody has said. Whoever connects
 * another account asked for another way in, and a known user who has proven an address owes no other.
 */
export async function settleEmail(facts: Needs): Promise<Learned<Settled> | Halt> {
  return Promise.resolve(settle(facts))
}

function settle(facts: Needs): Learned<Settled> | Halt {
  const { identity, policy, intent, user } = facts
  const told = provenEmailOf(identity, policy)
  if (told !== null)
    return settled('the provider has verified the address', { email: identity.email, provenEmail: told })
  const { provenEmail, givenEmail } = facts.answers
  if (provenEmail !== null)
    return settled('a code has proven the address', { email: provenEmail, provenEmail })
  const { email: said, emailVerified } = identity
  const unproven = givenEmail === null ? { email: said, emailVerified } : { email: givenEmail }
  const owesNothing = intent === 'connect' || (user !== null && (!user.active || user.provenEmail !== null))
  if (owesNothing) return settled('no address is asked for', unproven)
  return demand(facts, unproven)
}

/** Lets an unproven address pass, or none, where the policy is content with it. */
function demand(
  { policy, house, user }: Needs,
  unproven: Partial<Settled> & Pick<Settled, 'email'>,
): Learned<Settled> | Halt {
  const known = unproven.email ?? user?.email ?? null
  const mailbox = mailboxOf(known)
  // An address that no mail can be sent to can never be proven, so it is as good as none.
  const missing = policy.validateEmail ? mailbox === null : known === null
  if (missing && policy.requireEmail) return new Halt({ asks: 'email' }, 'the backend requires an address')
  if (!policy.validateEmail || mailbox === null)
    return settled(known === null ? 'there is no address' : 'nobody has proven the address', unproven)
  if (!house.sendsMail) {
    throw new PortcullisError('mail_unavailable', {
      detail: 'validateEmail is on, but no mail can be sent: SMTP_URL is not set',
    })
  }
  return new Halt({ asks: 'email-code', email: mailbox }, 'the backend wants the address proven')
}

function settled(because: string, what: Partial<Settled> & Pick<Settled, 'email'>): Learned<Settled> {
  const { email, provenEmail = null, emailVerified = provenEmail !== null } = what
  return learn(because, { email, emailVerified: email !== null && emailVerified, provenEmail })
}
