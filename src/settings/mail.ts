import { z } from 'zod'
import type { Environment } from './environment.js'

// The text is not repeated, for it can hold a password.
const smtpUrlSchema = z.string().refine((text) => /^smtps?:\/\/[^/]/i.test(text) && URL.canParse(text), {
  error: 'is not the address of a mail server. Write one such as smtp://user:password@mail.example.com:587.',
})

const SENDER_PATTERN = /^(?:[^<>]*<[^\s@<>"]+@[^\s@<>]+>|[^\s@<>"]+@[^\s@<>]+)$/

// No control characters anywhere: the text becomes a header.
const senderSchema = z.string().refine((text) => SENDER_PATTERN.test(text) && !/\p{Cc}/u.test(text), {
  error: 'is not a sender. Write one such as Portcullis <login@example.com>.',
})

/** Reads SMTP_URL and MAIL_FROM. */
export function readMail(env: Environment): { smtpUrl: string | null; mailFrom: string | null } {
  const smtpUrl = env.read<string | null>('SMTP_URL', smtpUrlSchema, null)
  const mailFrom = env.read<string | null>('MAIL_FROM', senderSchema, null)
  if (env.text('SMTP_URL') !== null && env.text('MAIL_FROM') === null) {
    env.addError(
      'MAIL_FROM',
      'is not set, but SMTP_URL is',
      'Set it to a sender such as Portcullis <login@example.com>',
    )
  }
  return { smtpUrl, mailFrom }
}
