import { message } from '../../locales/messages.js'
import { newId } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import type {
  Allowed,
  EmailResolved,
  LinkDecided,
  Start,
  TermsAccepted,
  UsernameChosen,
  WithUser,
} from '../facts.js'
import { toProfile } from '../identity-details.js'
import { proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'identity' | 'now' | 'language'> &
  Allowed &
  EmailResolved &
  TermsAccepted &
  LinkDecided &
  UsernameChosen & { readonly store: Pick<Start['store'], 'createUser'> }

/**
 * Creates the user, if that was decided. It needs the facts `allowed` and `acceptedTerms`, so it cannot move before
 * those checks.
 */
export async function createUser(facts: Needs): Promise<StepResult<WithUser>> {
  const { identity, user, mayCreate, username, now, language, store } = facts
  if (user) return proceed(message('because.user.exists'), { user })
  if (!mayCreate || username === null)
    throw new PortcullisError('internal', { detail: message('because.noUser') })
  const { email, emailVerified, provenEmail, acceptedTerms } = facts
  const created = await store.createUser(
    {
      id: newId(),
      username,
      email,
      emailVerified,
      provenEmail,
      acceptedTerms,
      language,
      ...toProfile(identity),
    },
    now,
  )
  return proceed(message('because.user.created', { user: created.id }), { user: created })
}
