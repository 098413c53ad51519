import type { Logger } from 'pino'
import { createLogMailer } from './log-mailer.js'
import { MailQueue } from './outbox.js'
import { createSmtpMailer } from './smtp-mailer.js'

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  readonly production: boolean
}

/** Whether mails can be sent at all: outside production they go into the log at least. */
export function canSendMail({ smtpUrl, mailFrom, production }: MailSettings): boolean {
  return !production || (smtpUrl !== null && mailFrom !== null)
}

/** The outbox of these settings; null in production without a mail server, where no mail can be sent. */
export function createMailQueue(
  { smtpUrl, mailFrom, production }: MailSettings,
  log: Logger,
): MailQueue | null {
  if (smtpUrl !== null && mailFrom !== null) {
    return new MailQueue(createSmtpMailer({ url: smtpUrl, from: mailFrom }), log)
  }
  return production ? null : new MailQueue(createLogMailer(log), log)
}
