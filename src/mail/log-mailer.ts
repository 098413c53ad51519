import type { Logger } from 'pino'
import type { Mailer } from './mailer.js'

/**
 * Prints each mail to the log, in full: for trying things out without a mail server. It is the one place where a code
 * reaches a log, and does not exist in production.
 */
export function createLogMailer(log: Logger): Mailer {
  return {
    send: ({ to, subject, text }) => {
      log.info(
        `A mail that is not sent, for SMTP_URL is not set:\n\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`,
      )
      return Promise.resolve()
    },
  }
}
