import { verifySmtp } from '../../mail/mailer.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'mail'

/** Whether the mail server can be reached; nothing is sent. */
export async function checkMail({ settings }: DoctorContext): Promise<readonly Finding[]> {
  const { smtpUrl, production, passwordLogin } = settings
  if (smtpUrl === null) {
    if (!production) return [pass(CHECK, 'Mails are printed to the log, as there is no SMTP_URL.')]
    const consequence = passwordLogin
      ? 'nobody can register or replace a forgotten password'
      : 'nobody can prove an address'
    const message = `There is no SMTP_URL, so no mail can be sent: ${consequence}.`
    return [warning(CHECK, 'mail_unavailable', message, 'Set SMTP_URL and MAIL_FROM, if that is wanted.')]
  }
  const { host } = new URL(smtpUrl)
  try {
    await verifySmtp(smtpUrl)
    return [pass(CHECK, `The mail server ${host} answers. Nobody has logged in there, and nothing was sent.`)]
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code'
    const advice =
      'See whether SMTP_URL has the right host, port and scheme, and whether this machine may reach it.'
    return [
      failure(
        CHECK,
        'mail_unreachable',
        `The mail server ${host} does not answer as it should (${code}).`,
        advice,
      ),
    ]
  }
}
