import type { Agreed, Decided, Start } from './facts.js'
import { Halt, learn, type Learned } from './pipeline.js'

/**
 * Asks everybody, new or known, to accept the terms of the house in their present version, once. Connecting an account
 * asks nothing, and a disabled user is to hear that and nothing else.
 */
export async function acceptTerms({
  house: { terms },
  answers,
  intent,
  user,
}: Pick<Start, 'house' | 'answers' | 'intent'> & Decided): Promise<Learned<Agreed> | Halt> {
  const nothing = (because: string) => Promise.resolve(learn(because, { agreedTerms: null }))
  if (terms === null) return nothing('there are no terms')
  if (intent === 'connect') return nothing('connecting an account asks for no terms')
  if (user?.acceptedTerms === terms.version) return nothing(`terms ${terms.version} were accepted before`)
  if (user?.active === false) return nothing('a disabled user is asked nothing')
  if (answers.acceptedTerms === terms.version)
    return learn(`terms ${terms.version} are accepted now`, { agreedTerms: terms.version })
  return new Halt({ asks: 'terms', ...terms }, `terms ${terms.version} have not been accepted`)
}
