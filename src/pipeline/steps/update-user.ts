import { message } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import type { UserDetails } from '../../store/users.js'
import type { AccountLinked, EmailResolved, Start, TermsAccepted, WithUser } from '../facts.js'
import { readEditedProfile, toProviderProfileColumn } from '../edited-profile.js'
import { isVerifiedByCode, toProfile } from '../identity-details.js'
import { proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'intent' | 'now'> &
  WithUser &
  EmailResolved &
  TermsAccepted &
  Pick<AccountLinked, 'account' | 'linkedNow'> & {
    readonly store: Pick<Start['store'], 'updateUser' | 'findUserByTrustedEmail'>
  }

/**
 * Updates names, picture and email address at each sign-in, except those that the user has edited; connecting a new
 * account does not change them. User name,
 * `active` and `admin` are protected. A field that the provider leaves out stays as it was. An address that another
 * user has proven is not taken over, and an unproven address never replaces a proven one. A proven address is
 * replaced only when it is new: what the provider sent last time, too, does not undo what the user has chosen since.
 */
export async function updateUser(facts: Needs): Promise<StepResult<WithUser>> {
  const { user, intent, linkedNow, now, store } = facts
  const isConnecting = intent === 'connect'
  // A user who connects a second account wants another login method, not another name or address.
  if (isConnecting && linkedNow) return proceed(message('because.profile.connecting'), { user })
  // An account that is connected again gets its new address as its label, so the user must get it, too: the next sign-in
  // would take it for the address of before.
  const changes: UserDetails = {
    ...(isConnecting ? {} : profileChanges(facts)),
    ...(await emailChanges(facts)),
    ...termsChanges(facts),
  }
  const names = Object.keys(changes)
  if (names.length === 0) return proceed(message('because.profile.same'), { user })
  return proceed(message('because.profile.updated', { fields: names.join(', ') }), {
    user: await store.updateUser(user.id, changes, now),
  })
}

/** A field that the user has edited stays as it is; what the provider now says is stored beside it. */
function profileChanges({ identity, user }: Needs): UserDetails {
  const current = new Map<string, unknown>(Object.entries(user))
  const edited = readEditedProfile(user)
  const provided = Object.entries(toProfile(identity)).filter(([, value]) => value !== null)
  const providerProfile = toProviderProfileColumn({
    ...edited,
    ...Object.fromEntries(provided.filter(([field]) => Object.hasOwn(edited, field))),
  })
  return {
    ...Object.fromEntries(
      provided.filter(([field, value]) => !Object.hasOwn(edited, field) && current.get(field) !== value),
    ),
    ...(providerProfile === toProviderProfileColumn(edited) ? {} : { providerProfile }),
  }
}

function termsChanges({ acceptedTerms, user }: Needs): UserDetails {
  return acceptedTerms === null || acceptedTerms === user.acceptedTerms
    ? {}
    : { acceptedTerms: acceptedTerms }
}

async function emailChanges(facts: Needs): Promise<UserDetails> {
  const { email, emailVerified, provenEmail, identity, policy, user, account, store } = facts
  if (email === null) return {}
  if (provenEmail === null) {
    const isUnchanged = user.email === email && user.emailVerified === emailVerified
    return user.provenEmail !== null || isUnchanged ? {} : { email, emailVerified }
  }
  const isNews = email === identity.email && account.label !== email
  if (user.provenEmail !== null && !isNews) return {}
  if (provenEmail === user.provenEmail) return {}
  const owner = await store.findUserByTrustedEmail(provenEmail)
  if (!owner || owner.id === user.id) return { email, emailVerified: true, provenEmail }
  // A user who has just entered a code for the address reads why it was refused. An address of the provider is ignored
  // without a message.
  if (!isVerifiedByCode(facts, identity, policy)) return {}
  throw new PortcullisError('email_already_verified', {
    detail: message('because.email.taken', { user: owner.id }),
  })
}
