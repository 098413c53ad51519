import { message } from '../locales/messages.js'
import { verifySmtp } from '../mail/mailer.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'mail'

/** Checks that the mail server responds and lets the site in, without sending anything. */
export async function checkMail({ settings }: DoctorContext): Promise<readonly Finding[]> {
  const { smtpUrl, production, passwordLogin } = settings
  if (smtpUrl === null) {
    if (!production) return [pass(CHECK, message('doctor.mail.logged'))]
    const text = passwordLogin
      ? message('doctor.mail_unavailable.passwords')
      : message('doctor.mail_unavailable.addresses')
    return [warning(CHECK, 'mail_unavailable', text, message('doctor.mail_unavailable.advice'))]
  }
  const { host } = new URL(smtpUrl)
  try {
    await verifySmtp(smtpUrl)
    return [
      pass(
        CHECK,
        new URL(smtpUrl).username === ''
          ? message('doctor.mail.responds', { host })
          : message('doctor.mail.accepts', { host }),
      ),
    ]
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string'
        ? error.code
        : message('doctor.mail_unreachable.noCode')
    if (code === 'EAUTH') {
      const text = message('doctor.mail_login_refused.message', { host })
      return [failure(CHECK, 'mail_login_refused', text, message('doctor.mail_login_refused.advice'))]
    }
    const text = message('doctor.mail_unreachable.message', { host, code })
    return [failure(CHECK, 'mail_unreachable', text, message('doctor.mail_unreachable.advice'))]
  }
}
