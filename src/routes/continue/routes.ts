/*
 * Paused sign-ins: the pages that ask the user something before a sign-in continues. flows/partials.ts stores them.
 *
 *   pause.ts          stores a sign-in that halted, and sends the email that its question needs
 *   routes.ts         GET, POST /continue/:partial: the page with the question, and its answers
 *   question-page.ts  the page, and the errors that are shown on it
 *   answers.ts        what each button of each question does
 *   resume.ts         runs the whole pipeline again, with all answers so far
 *   emailed-link.ts   GET, POST /continue/mail/...: the page behind the link in an email
 *   paused.ts         what the others share: the backend of the sign-in, the name of the account, the CSRF check
 */
import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { message } from '../../locales/messages.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import { readEmailField } from '../email-codes.js'
import { sendPage, type Services } from '../services.js'
import { ANSWER_HANDLERS } from './answers.js'
import { emailedLinkRoutes } from './emailed-link.js'
import { recordPartial, requirePartialCsrf, resolvePausedBackend, sendDiscardedPage } from './paused.js'
import { questionPage, withQuestionErrors } from './question-page.js'
import { requireSameUser } from './resume.js'

/** A sign-in that waits for an answer, in the browser where it waits. */
export function continueRoutes(router: Router, services: Services): void {
  router.get('/continue/:partial', async (ctx) => {
    const { token, paused } = await loadPartial(services, ctx, ctx.params['partial'])
    sendPage(services, ctx, await questionPage(services, ctx, paused, { token, error: null }))
  })

  router.post('/continue/:partial', async (ctx) => {
    const { token, paused } = await loadPartial(services, ctx, ctx.params['partial'])
    const form = readForm(ctx)
    requirePartialCsrf(services, ctx, form, paused)
    const answer = singleParam(form, 'answer', 40)
    if (answer === 'drop') {
      await services.flows.partials.discard(paused)
      await sendDiscardedPage(services, ctx, paused)
      return
    }
    const handlers = ANSWER_HANDLERS[paused.state.question.type]
    const handler = answer !== null && Object.hasOwn(handlers, answer) ? handlers[answer] : undefined
    if (handler === undefined) {
      // A form of an earlier question, from a tab that was left open. Only the current question counts.
      sendPage(services, ctx, await questionPage(services, ctx, paused, { token, error: null }))
      return
    }
    const questionContext = { token, paused, enteredAddress: readEmailField(form) }
    await withQuestionErrors(services, ctx, questionContext, () =>
      handler(services, ctx, { token, paused, form }),
    )
  })

  emailedLinkRoutes(router, services)
}

async function loadPartial(
  services: Services,
  ctx: Context,
  param: string | undefined,
): Promise<{ token: string; paused: PausedSignIn }> {
  const token = /^[\w-]{43}$/.exec(param ?? '')?.[0]
  if (token === undefined)
    throw new PortcullisError('partial_unknown', { detail: message('detail.partial.malformed') })
  const paused = await services.flows.partials.find(token, services.http.browserCookie.id(ctx))
  recordPartial(ctx, paused)
  requestContext(ctx).recorder.recordSignIn(paused.backend, 'browser', {
    eventKind: null,
    intent: paused.state.intent,
  })
  await resolvePausedBackend(services, translatorOf(ctx), paused)
  // A user who must prove something signs in meanwhile. In all other cases that replaces this sign-in.
  if (paused.state.question.type !== 'proof') requireSameUser(services, ctx, paused)
  // The forms lead to the page that the user wanted, which may be on an allowed origin.
  allowFormRedirects(ctx)
  return { token, paused }
}
