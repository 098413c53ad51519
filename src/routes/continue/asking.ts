import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import type { FormFault } from '../../views/index.js'
import { notesOf } from '../../web/context.js'
import type { Parts } from '../parts.js'
import { faultOf } from '../password-fault.js'
import { questionPage } from './question-page.js'

/** A paused sign-in at its address, and what was typed into the form of its page. */
interface Asked {
  readonly token: string
  readonly paused: Paused
  readonly typed?: string
}

/**
 * Does what an answer leads to. Where it fails and the person can do better, the page asks again and says why; it is a
 * failure all the same, with its status and its log line.
 */
export async function asking(
  parts: Parts,
  ctx: Context,
  { token, paused, typed = '' }: Asked,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const fault = faultHere(error, notesOf(ctx).reference)
    if (fault === null) throw error
    const state = await recovered(parts, paused, error)
    const html = await questionPage(parts, ctx, state, { token, fault, typed })
    notesOf(ctx).failurePage = () => html
    throw error
  }
}

/** What to tell beside the form about this failure; null where the error page does better. */
function faultHere(error: unknown, reference: string): FormFault | null {
  if (!(error instanceof PortcullisError)) return null
  const { code, kind } = error
  if (code === 'email_taken')
    return { text: 'Another account here has confirmed that address. Please use another one.', reference }
  if (code === 'code_refused') return { text: `${kind.sentence} ${kind.advice}`, reference }
  return faultOf(error, reference)
}

/** Brings the sign-in to where the person can go on after this failure. */
async function recovered(parts: Parts, paused: Paused, error: unknown): Promise<Paused> {
  if (!(error instanceof PortcullisError)) return paused
  if (error.code === 'code_refused') return parts.partials.change(paused, { mailed: null })
  if (error.code !== 'email_taken') return paused
  const answers = { ...paused.waiting.answers, givenEmail: null, provenEmail: null }
  return parts.partials.change(paused, { answers, question: { asks: 'email' }, mailed: null })
}
