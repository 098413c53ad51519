import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { mailboxOf } from '../../mail/mailbox.js'
import type { Paused } from '../../partials/partials.js'
import { mailingOf, proveMailbox, spendOnMail } from '../code-mail.js'
import type { Parts } from '../parts.js'
import { partyOf } from './party.js'

/**
 * Sends a code to this address, and a link that does the same, for this paused sign-in and no other.
 * @throws PortcullisError too_many_requests
 */
export async function sendCode(parts: Parts, ctx: Context, paused: Paused, email: string): Promise<Paused> {
  const { outbox, letters } = mailingOf(parts)
  const to = mailboxOf(email)
  if (to === null) throw new PortcullisError('email_unfit', { detail: 'not exactly one plain address' })
  await spendOnMail(parts, ctx, to)
  const wish = { purpose: 'continue', email: to, userId: null, data: paused.id } as const
  const { handle, code } = await parts.codes.issue(wish)
  const changed = await parts.partials.change(paused, { mailed: { handle, email: to } })
  const { face } = await partyOf(parts, paused)
  outbox.post({
    to,
    ...letters.continueCode({ code, path: `/continue/mail/${handle}/${code}`, label: face.label }),
  })
  return changed
}

/** Sends a code where one is asked for and none was sent; when too many were, the page offers it later. */
export async function sendCodeIfWanted(parts: Parts, ctx: Context, paused: Paused): Promise<void> {
  const { question, mailed } = paused.waiting
  if (question.asks !== 'email-code' || mailed?.email === question.email) return
  try {
    await sendCode(parts, ctx, paused, question.email)
  } catch (error) {
    if (!(error instanceof PortcullisError) || error.code !== 'too_many_requests') throw error
  }
}

/**
 * The address that the code in this form proves for this paused sign-in.
 * @throws PortcullisError code_wrong, code_refused, bad_request
 */
export async function provenBy(
  parts: Parts,
  form: URLSearchParams,
  { id, waiting: { question } }: Paused,
  handle: string | null,
): Promise<string> {
  const { email, data } = await proveMailbox(parts, form, { purpose: 'continue', handle })
  if (data !== id || question.asks !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_refused', { detail: 'the code is for another sign-in or address' })
  return email
}
