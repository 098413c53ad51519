import type { Logger } from 'pino'
import { logMailer } from './log-mailer.js'
import { Outbox } from './outbox.js'
import { smtpMailer } from './smtp-mailer.js'

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  readonly production: boolean
}

/** Whether mails can be sent at all: outside production they go into the log at least. */
export function sendsMail({ smtpUrl, mailFrom, production }: MailSettings): boolean {
  return !production || (smtpUrl !== null && mailFrom !== null)
}

/** The outbox of these settings; null in production without a mail server, where no mail can be sent. */
export function openOutbox({ smtpUrl, mailFrom, production }: MailSettings, log: Logger): Outbox | null {
  if (smtpUrl !== null && mailFrom !== null) {
    return new Outbox(smtpMailer({ url: smtpUrl, from: mailFrom }), log)
  }
  return production ? null : new Outbox(logMailer(log), log)
}
