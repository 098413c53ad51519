import type { Start } from './facts.js'
import { Pipeline } from './pipeline.js'
import { acceptTerms } from './steps/accept-terms.js'
import { associateAccount } from './steps/associate-account.js'
import { checkActive } from './steps/check-active.js'
import { checkAllowed } from './steps/check-allowed.js'
import { checkRequiredClaims } from './steps/check-required-claims.js'
import { chooseUsername } from './steps/choose-username.js'
import { createUser } from './steps/create-user.js'
import { decideUser } from './steps/decide-user.js'
import { findAccount } from './steps/find-account.js'
import { resolveEmail } from './steps/resolve-email.js'
import { updateAccount } from './steps/update-account.js'
import { updateUser } from './steps/update-user.js'

/** The way of every sign-in, in order. The compiler refuses an order in which a step lacks a fact it needs. */
export const signIn = Pipeline.from<Start>()
  .step(checkRequiredClaims) // + complete                  without these claims nobody goes further
  .step(checkAllowed) //        + allowed                   the backend's domains; creating a user needs it
  .step(findAccount) //         + account|null, user|null   backend and subject are the key
  .step(resolveEmail) //         + email, provenEmail        whose word counts; asks where the backend demands it
  .step(decideUser) //          + user|null, mayCreate      the one decision about linking; asks for proof
  .step(acceptTerms) //         + agreedTerms               asks before anybody is made
  .step(chooseUsername) //      + username|null             unique, also under races
  .step(createUser) //          + user                      needs allowed
  .step(associateAccount) //    + account                   from here on the identity is the user's
  .step(updateAccount) //                                   newest tokens, sealed
  .step(updateUser) //         + user                      names and address, protected fields kept
  .step(checkActive) //         + active                    opening a session needs it
