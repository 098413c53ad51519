import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { parseEmailAddress } from '../../mail/mailbox.js'
import type { PausedSignIn } from '../../partials/partials.js'
import { requireMail, redeemEmailCode, consumeMailLimit } from '../code-mail.js'
import type { Services } from '../parts.js'
import { resolvePausedBackend } from './party.js'

/**
 * Sends a code to this address, and a link that does the same, for this paused sign-in and no other.
 * @throws PortcullisError too_many_requests
 */
export async function sendCode(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  email: string,
): Promise<PausedSignIn> {
  const { mailQueue, emailTemplates } = requireMail(services)
  const to = parseEmailAddress(email)
  if (to === null) throw new PortcullisError('email_unfit', { detail: 'not exactly one plain address' })
  await consumeMailLimit(services, ctx, to)
  const request = { purpose: 'continue', email: to, userId: null, data: paused.id } as const
  const { flowToken, code } = await services.emailCodes.issue(request)
  const updated = await services.partials.update(paused, { emailedCode: { handle: flowToken, email: to } })
  const { summary } = await resolvePausedBackend(services, paused)
  mailQueue.enqueue({
    to,
    ...emailTemplates.continueCode({
      code,
      path: `/continue/mail/${flowToken}/${code}`,
      label: summary.label,
    }),
  })
  return updated
}

/** Sends a code where one is asked for and none was sent; when too many were, the page offers it later. */
export async function sendCodeIfNeeded(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
): Promise<void> {
  const { question, emailedCode } = paused.state
  if (question.type !== 'email-code' || emailedCode?.email === question.email) return
  try {
    await sendCode(services, ctx, paused, question.email)
  } catch (error) {
    if (!(error instanceof PortcullisError) || error.code !== 'too_many_requests') throw error
  }
}

/**
 * The address that the code in this form proves for this paused sign-in.
 * @throws PortcullisError code_wrong, code_refused, bad_request
 */
export async function redeemCode(
  services: Services,
  form: URLSearchParams,
  { id, state: { question } }: PausedSignIn,
  flowToken: string | null,
): Promise<string> {
  const { email, data } = await redeemEmailCode(services, form, { purpose: 'continue', flowToken })
  if (data !== id || question.type !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_refused', { detail: 'the code is for another sign-in or address' })
  return email
}
