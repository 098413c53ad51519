/** Proofs for `tsc --noEmit`: pipelines that must not compile. Nothing here is ever run. */
import { pass } from '../../src/doctor/finding.js'
import { message, verbatim } from '../../src/locales/messages.js'
import { acceptTerms } from '../../src/pipeline/steps/accept-terms.js'
import { associateAccount } from '../../src/pipeline/steps/associate-account.js'
import { checkActive } from '../../src/pipeline/steps/check-active.js'
import { checkAllowed } from '../../src/pipeline/steps/check-allowed.js'
import { checkRequiredClaims } from '../../src/pipeline/steps/check-required-claims.js'
import { chooseUsername } from '../../src/pipeline/steps/choose-username.js'
import { createUser } from '../../src/pipeline/steps/create-user.js'
import { decideUser } from '../../src/pipeline/steps/decide-user.js'
import type {
  TermsAccepted,
  LinkDecided,
  UsernameChosen,
  EmailResolved,
  SignedIn,
  Start,
} from '../../src/pipeline/facts.js'
import { findAccount } from '../../src/pipeline/steps/find-account.js'
import {
  type Halt,
  proceed,
  type StepResult,
  type TraceEntry,
  Pipeline,
} from '../../src/pipeline/pipeline.js'
import { updateUser } from '../../src/pipeline/steps/update-user.js'
import { resolveEmail } from '../../src/pipeline/steps/resolve-email.js'
import { signIn } from '../../src/pipeline/sign-in.js'
import type { CurrentSession, OpenSessionOptions } from '../../src/sessions/session-store.js'
import type { Sessions } from '../../src/sessions/sessions.js'
import type { Queries } from '../../src/store/store.js'

/** What a route runs. */
type SignInRun = (start: Start, record: (note: TraceEntry) => void) => Promise<SignedIn | Halt>

const begun = Pipeline.from<Start>()

/** Like the pipeline of the house, but without any check: every step still gets a fact of the type it asks for. */
const unchecked = (): Promise<
  StepResult<Omit<LinkDecided, 'user'> & UsernameChosen & EmailResolved & TermsAccepted>
> =>
  Promise.resolve(
    proceed(verbatim('nobody was asked'), {
      mayCreate: true,
      username: 'x',
      acceptedTerms: null,
      email: null,
      emailVerified: false,
      provenEmail: null,
    }),
  )

// The pipeline of the house is one that routes can run.
export const whole: SignInRun = signIn.run

// A pipeline that forgets to look whether the user is active is not.
const careless = begun
  .step(checkRequiredClaims)
  .step(checkAllowed)
  .step(findAccount)
  .step(resolveEmail)
  .step(decideUser)
  .step(acceptTerms)
  .step(chooseUsername)
  .step(createUser)
  .step(associateAccount)
  .step(updateUser)
// @ts-expect-error -- it ends without `active`
export const ended: SignInRun = careless.run

// With that check at its end, it is one again.
export const complete: SignInRun = careless.step(checkActive).run

// @ts-expect-error -- createUser needs `allowed`, which checkAllowed gives
begun.step(findAccount).step(unchecked).step(createUser)

// @ts-expect-error -- resolveEmail needs `allowed`, so nobody is asked anything before that check
begun.step(checkRequiredClaims).step(findAccount).step(resolveEmail)

// @ts-expect-error -- checkAllowed needs `complete`
begun.step(checkAllowed)

const found = begun.step(checkRequiredClaims).step(checkAllowed).step(findAccount)
const settled = found.step(resolveEmail)
const named = settled.step(decideUser).step(acceptTerms).step(chooseUsername)

// @ts-expect-error -- decideUser needs to know whose address it is
found.step(decideUser)

// @ts-expect-error -- createUser needs what was agreed, so the terms come before it
settled.step(decideUser).step(chooseUsername).step(createUser)

// @ts-expect-error -- associateAccount needs a user, and before createUser there may be none
named.step(associateAccount)

// @ts-expect-error -- chooseUsername needs the decision
found.step(chooseUsername)

const linked = named.step(createUser).step(associateAccount)

/** A session is opened for what the whole pipeline has come to, and for nothing less. */
export async function openFor(
  sessions: Sessions,
  { active, ...rest }: SignedIn,
  opening: OpenSessionOptions,
  within: Queries,
  parent: CurrentSession,
): Promise<void> {
  // @ts-expect-error -- opening a session needs `active`, which checkActive gives
  await sessions.open(rest, opening, within)
  await sessions.open({ ...rest, active }, opening, within)
  // @ts-expect-error -- so does continuing one
  await sessions.continue(rest, parent, opening.clientInfo, within)
  await sessions.continue({ ...rest, active }, parent, opening.clientInfo, within)
}

const wantsWeather = (facts: { readonly weather: string }): Promise<StepResult<object>> =>
  Promise.resolve(proceed(verbatim(facts.weather), {}))
// @ts-expect-error -- no step gives `weather`
linked.step(wantsWeather)

const wantsNumber = (facts: { readonly linkedNow: number }): Promise<StepResult<object>> =>
  Promise.resolve(proceed(verbatim(String(facts.linkedNow)), {}))
// @ts-expect-error -- `linkedNow` is a boolean; a fact of another type is no fact
linked.step(wantsNumber)

// @ts-expect-error -- a reason is a text of the catalogues, so that administrators read it in their language
proceed('the user is active', {})
proceed(message('because.user.active'), {})
proceed(verbatim('words of a step of the site’s own'), {})

// @ts-expect-error -- so is what the doctor finds
pass('mail', 'The email server responds.')
pass('mail', message('doctor.mail.responds', { host: 'mail.example' }))
// @ts-expect-error -- which has no words of others but in its values
pass('mail', verbatim('The email server responds.'))
