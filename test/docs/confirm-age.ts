import type { LinkDecided, Start } from '../../src/pipeline/facts.js'
import { Halt, proceed, type StepResult } from '../../src/pipeline/pipeline.js'

/** The user has confirmed that they are of age. */
export interface OldEnough {
  readonly oldEnough: true
}

/** Asks new users to confirm that they are of age. */
export async function confirmAge({
  answers,
  mayCreate,
}: Pick<Start, 'answers'> & LinkDecided): Promise<StepResult<OldEnough> | Halt> {
  if (!mayCreate) return Promise.resolve(proceed('existing users have confirmed before', { oldEnough: true }))
  if (answers.confirmed.includes('age')) return proceed('the user is of age', { oldEnough: true })
  return new Halt(
    {
      type: 'confirmation',
      key: 'age',
      title: 'How old are you?',
      text: 'You must be at least 18 years old to use this site.',
      button: 'I am 18 or older',
    },
    'new users must confirm that they are of age',
  )
}
