import type { Context } from 'koa'
import type { CodeProof, Waiting } from '../codes/codes.js'
import { PortcullisError } from '../errors.js'
import type { LimitRule } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import { type Mailbox, mailboxOf } from '../mail/mailbox.js'
import { single } from '../web/forms.js'
import { type Mailing, type Parts, visitOf } from './parts.js'

const HOUR_MS = 3600_000
/** Whoever asks for mails to somebody else's address fills that mailbox, and replaces the code that waits for it. */
const BY_MAILBOX: LimitRule = { name: 'codes to one address', most: 5, windowMs: HOUR_MS }
const BY_NETWORK: LimitRule = { name: 'codes asked for from one network', most: 30, windowMs: HOUR_MS }

const LONGEST_ADDRESS = 320
const LONGEST_CODE = 40

/** The way to send mail. @throws PortcullisError mail_unavailable */
export function mailingOf({ mailing }: Parts): Mailing {
  if (mailing === null) throw new PortcullisError('mail_unavailable', { detail: 'SMTP_URL is not set' })
  return mailing
}

/** What was typed as an e-mail address, as it was typed; for showing it again. */
export function typedAddress(form: URLSearchParams): string {
  return single(form, 'email', LONGEST_ADDRESS) ?? ''
}

/** The one mailbox that a form names. @throws PortcullisError email_unfit */
export function mailboxIn(form: URLSearchParams): Mailbox {
  const mailbox = mailboxOf(typedAddress(form))
  if (!mailbox) throw new PortcullisError('email_unfit', { detail: 'not exactly one plain address' })
  return mailbox
}

/**
 * Counts one more mail to this address, and one more that this visitor has asked for, whether or not it is sent.
 * @throws PortcullisError too_many_requests
 */
export async function spendOnMail(parts: Parts, ctx: Context, mailbox: string): Promise<void> {
  await parts.limiter.spend(BY_NETWORK, networkOf(visitOf(parts, ctx).address))
  await parts.limiter.spend(BY_MAILBOX, mailbox)
}

/** The handle of the page that a form comes from, or null. */
export function handleIn(form: URLSearchParams): string | null {
  return single(form, 'handle', 100)
}

/**
 * What the code in this form proves.
 * @throws PortcullisError bad_request without a code, code_wrong for a wrong one, code_refused when none can be right
 */
export async function proveMailbox(parts: Parts, form: URLSearchParams, proof: CodeProof): Promise<Waiting> {
  const typed = single(form, 'code', LONGEST_CODE)
  if (typed === null) throw new PortcullisError('bad_request', { detail: 'no code' })
  const redeemed = await parts.codes.redeem(proof, typed)
  if (redeemed.right) return redeemed
  const { triesLeft } = redeemed
  if (triesLeft === 0) throw new PortcullisError('code_refused', { detail: 'that was the last try' })
  throw new PortcullisError('code_wrong', {
    detail: triesLeft === 1 ? 'One try is left.' : `${triesLeft} tries are left.`,
  })
}
