import type { LinkDecided, Start } from '../../src/pipeline/facts.js'
import { Halt, proceed, type StepResult } from '../../src/pipeline/pipeline.js'

/** The person says that they are old enough. */
export interface OldEnough {
  readonly oldEnough: true
}

/** Asks everybody who is new whether they are of age. */
export async function confirmAge({
  answers,
  mayCreate,
}: Pick<Start, 'answers'> & LinkDecided): Promise<StepResult<OldEnough> | Halt> {
  if (!mayCreate) return Promise.resolve(proceed('known people were asked before', { oldEnough: true }))
  if (answers.confirmed.includes('age'))
    return proceed('the person says that they are of age', { oldEnough: true })
  return new Halt(
    {
      type: 'confirmation',
      key: 'age',
      title: 'How old are you?',
      text: 'This site is for people of 18 years and more.',
      button: 'I am 18 or older',
    },
    'new people are asked whether they are of age',
  )
}
