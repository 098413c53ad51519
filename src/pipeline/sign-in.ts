import type { LinkDecided, SignedIn, Start } from './facts.js'
import { customize, type Customization } from './customize.js'
import { builtIn, DEFAULT_STEPS, type DefaultPipeline, type SignInPipeline } from './built-in-steps.js'
import { type Halt, Pipeline, type RunnableStep, type TraceEntry } from './pipeline.js'
import { toRunnableStep } from './own-step.js'
import type { UserExtension } from '../user-extension.js'
import { acceptTerms } from './steps/accept-terms.js'
import { associateAccount } from './steps/associate-account.js'
import { checkActive } from './steps/check-active.js'
import { checkAllowed } from './steps/check-allowed.js'
import { checkRequiredClaims } from './steps/check-required-claims.js'
import { chooseUsername } from './steps/choose-username.js'
import { createUser } from './steps/create-user.js'
import { decideUser } from './steps/decide-user.js'
import { findAccount } from './steps/find-account.js'
import { grantAdmin } from './steps/grant-admin.js'
import { resolveEmail } from './steps/resolve-email.js'
import { saveGranted } from './steps/save-granted.js'
import { updateAccount } from './steps/update-account.js'
import { updateUser } from './steps/update-user.js'

/** The steps of every sign-in, in order. The compiler rejects an order in which a step lacks a fact that it needs. */
export const signIn = Pipeline.from<Start>()
  .step(checkRequiredClaims) // + complete                 no sign-in continues without the required claims
  .step(checkAllowed) //        + allowed                  the domains of the backend; creating a user needs it
  .step(findAccount) //         + account|null, user|null  issuer and subject are the key
  .step(resolveEmail) //        + email, provenEmail       may ask for an address or a code
  .step(decideUser) //          + user|null, mayCreate     the only decision about linking; may ask for proof
  .step(acceptTerms) //         + acceptedTerms            asks before a user is created
  .step(chooseUsername) //      + username|null            unique, also under races
  .step(createUser) //          + user                     needs allowed and acceptedTerms
  .step(associateAccount) //    + account, linkedNow       from here on the identity belongs to the user
  .step(updateAccount) //                                  newest tokens, encrypted, and claims
  .step(updateUser) //          + user                     names and address; protected fields stay
  .step(saveGranted) //         + user                     roles and fields that steps of the site's own gave
  .step(grantAdmin) //          + user                     a proven address of ADMIN_EMAILS, with an event
  .step(checkActive) //         + active                   opening a session needs it

/** A list of steps that signs people in. */
export interface SignInRun {
  readonly steps: readonly RunnableStep[]
  readonly run: (
    start: Start,
    record: (entry: TraceEntry) => void,
  ) => Promise<(SignedIn & Pick<LinkDecided, 'mayCreate'>) | Halt>
}

/**
 * The list of a site, from the function `pipeline` of its configuration.
 * @throws SettingsError with everything that is wrong with the list
 */
export function createSignIn(
  change: (steps: DefaultPipeline) => Pick<SignInPipeline, 'steps'>,
  extension: UserExtension,
): SignInRun {
  const customization: Customization = {
    setting: 'pipeline',
    builtIn: Object.values(builtIn),
    steps: signIn.steps,
    end: ['user', 'account', 'linkedNow', 'mayCreate', 'active'],
    toRunnable: (own) => toRunnableStep(own, extension),
  }
  const { steps, run } = customize(customization, () => change(DEFAULT_STEPS))
  // `customize` requires the facts of `SignedIn` at the end of each run.
  return { steps, run: run as SignInRun['run'] }
}
