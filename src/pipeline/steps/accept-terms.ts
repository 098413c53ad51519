import { type Message, message } from '../../locales/messages.js'
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
  const nothing = (reason: Message) => Promise.resolve(proceed(reason, { acceptedTerms: null }))
  if (terms === null) return nothing(message('because.terms.none'))
  if (intent === 'connect') return nothing(message('because.terms.connecting'))
  const { version } = terms
  if (user?.acceptedTerms === version) return nothing(message('because.terms.before', { version }))
  if (user?.active === false) return nothing(message('because.terms.disabled'))
  if (answers.acceptedTerms === version)
    return proceed(message('because.terms.now', { version }), { acceptedTerms: version })
  return new Halt({ type: 'terms', ...terms }, message('because.terms.wanted', { version }))
}
