import type { LinkDecided, Start, TermsAccepted } from '../facts.js'
import { Halt, proceed, type StepResult } from '../pipeline.js'

/**
 * Asks every user, new or known, to accept the current version of the terms, once. Connecting an account asks
 * nothing, and a disabled user is told only that the account is disabled.
 */
export async function acceptTerms({
  site: { terms },
  answers,
  intent,
  user,
}: Pick<Start, 'site' | 'answers' | 'intent'> & LinkDecided): Promise<StepResult<TermsAccepted> | Halt> {
  const nothing = (reason: string) => Promise.resolve(proceed(reason, { acceptedTerms: null }))
  if (terms === null) return nothing('there are no terms')
  if (intent === 'connect') return nothing('connecting an account asks for no terms')
  if (user?.acceptedTerms === terms.version) return nothing(`terms ${terms.version} were accepted before`)
  if (user?.active === false) return nothing('a disabled user is asked nothing')
  if (answers.acceptedTerms === terms.version)
    return proceed(`terms ${terms.version} are accepted now`, { acceptedTerms: terms.version })
  return new Halt({ type: 'terms', ...terms }, `terms ${terms.version} have not been accepted`)
}
