import { createTransport } from 'nodemailer'
import { parseSmtpUrl } from './smtp-mailer.js'

const VERIFY_TIMEOUT_MS = 5000

/**
 * Connects to a mail server and greets it, with TLS where that is demanded; nobody logs in and nothing is sent.
 * @throws Error that says how far it came
 */
export async function verifySmtp(url: string): Promise<void> {
  const { host, port, secure, requireTLS = false } = parseSmtpUrl(new URL(url))
  const transport = createTransport({
    ...{ host, port, secure, requireTLS },
    connectionTimeout: VERIFY_TIMEOUT_MS,
    greetingTimeout: VERIFY_TIMEOUT_MS,
    dnsTimeout: VERIFY_TIMEOUT_MS,
    socketTimeout: VERIFY_TIMEOUT_MS,
  })
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}
