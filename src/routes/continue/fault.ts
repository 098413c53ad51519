import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import type { FormFault } from '../../views/index.js'
import type { Parts } from '../parts.js'
import { faultOf } from '../password-fault.js'

/** What to tell beside the form about this failure; null where the error page does better. */
export function faultHere(error: unknown, reference: string): FormFault | null {
  if (!(error instanceof PortcullisError)) return null
  const { code, kind } = error
  if (code === 'email_taken')
    return { text: 'Another account here has confirmed that address. Please use another one.', reference }
  if (code === 'code_refused') return { text: `${kind.sentence} ${kind.advice}`, reference }
  return faultOf(error, reference)
}

/** Brings the sign-in to where the person can go on after this failure. */
export async function recover(parts: Parts, paused: Paused, error: unknown): Promise<Paused> {
  if (!(error instanceof PortcullisError)) return paused
  if (error.code === 'code_refused') return parts.partials.change(paused, { mailed: null })
  if (error.code !== 'email_taken') return paused
  const answers = { ...paused.waiting.answers, givenEmail: null, provenEmail: null }
  return parts.partials.change(paused, { answers, question: { asks: 'email' }, mailed: null })
}
