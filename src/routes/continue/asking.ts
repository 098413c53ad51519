import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../partials/partials.js'
import type { FormError } from '../../views/index.js'
import { requestContext } from '../../web/context.js'
import type { Services } from '../parts.js'
import { toFormError } from '../password-fault.js'
import { questionPage } from './question-page.js'

/** A paused sign-in at its address, and what was typed into the form of its page. */
interface QuestionContext {
  readonly token: string
  readonly paused: PausedSignIn
  readonly enteredAddress?: string
}

/**
 * Does what an answer leads to. Where it fails and the person can do better, the page asks again and says why; it is a
 * failure all the same, with its status and its log line.
 */
export async function withQuestionErrors(
  services: Services,
  ctx: Context,
  { token, paused, enteredAddress = '' }: QuestionContext,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const formError = toQuestionError(error, requestContext(ctx).reference)
    if (formError === null) throw error
    const reset = await resetForRetry(services, paused, error)
    const html = await questionPage(services, ctx, reset, { token, error: formError, enteredAddress })
    requestContext(ctx).renderError = () => html
    throw error
  }
}

/** What to tell beside the form about this failure; null where the error page does better. */
function toQuestionError(error: unknown, reference: string): FormError | null {
  if (!(error instanceof PortcullisError)) return null
  const { code, kind } = error
  if (code === 'email_taken')
    return { text: 'Another account here has confirmed that address. Please use another one.', reference }
  if (code === 'code_refused') return { text: `${kind.message} ${kind.advice}`, reference }
  return toFormError(error, reference)
}

/** Brings the sign-in to where the person can go on after this failure. */
async function resetForRetry(
  services: Services,
  paused: PausedSignIn,
  error: unknown,
): Promise<PausedSignIn> {
  if (!(error instanceof PortcullisError)) return paused
  if (error.code === 'code_refused') return services.partials.update(paused, { emailedCode: null })
  if (error.code !== 'email_taken') return paused
  const answers = { ...paused.state.answers, givenEmail: null, provenEmail: null }
  return services.partials.update(paused, { answers, question: { type: 'email' }, emailedCode: null })
}
