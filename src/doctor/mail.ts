import { verifySmtp } from '../mail/mailer.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'mail'

/** Checks that the mail server responds and lets the site in, without sending anything. */
export async function checkMail({ settings }: DoctorContext): Promise<readonly Finding[]> {
  const { smtpUrl, production, passwordLogin } = settings
  if (smtpUrl === null) {
    if (!production) return [pass(CHECK, 'Emails are written to the log, because SMTP_URL is not set.')]
    const consequence = passwordLogin
      ? 'users cannot register or reset a forgotten password'
      : 'users cannot verify an email address'
    const message = `SMTP_URL is not set, so no email can be sent and ${consequence}.`
    return [
      warning(CHECK, 'mail_unavailable', message, 'Set SMTP_URL and MAIL_FROM, unless this is intended.'),
    ]
  }
  const { host } = new URL(smtpUrl)
  try {
    await verifySmtp(smtpUrl)
    return [
      pass(
        CHECK,
        new URL(smtpUrl).username === ''
          ? `The mail server ${host} responds. Nothing was sent.`
          : `The mail server ${host} accepts the user name and the password. Nothing was sent.`,
      ),
    ]
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code'
    if (code === 'EAUTH') {
      const message = `The mail server ${host} does not accept the user name and the password of SMTP_URL.`
      const advice =
        'Check both, and percent-encode special characters such as @ and / in them (RFC 3986). Some mail servers need a password for applications.'
      return [failure(CHECK, 'mail_login_refused', message, advice)]
    }
    const advice =
      'Check the host, port and scheme of SMTP_URL, and that this machine can reach the mail server.'
    return [
      failure(
        CHECK,
        'mail_unreachable',
        `The mail server ${host} does not respond correctly (${code}).`,
        advice,
      ),
    ]
  }
}
