import { createTransport } from 'nodemailer'
import { serverOf } from './smtp-mailer.js'

const PATIENCE_MS = 5000

/**
 * Connects to a mail server and greets it, with TLS where that is demanded; nobody logs in and nothing is sent.
 * @throws Error that says how far it came
 */
export async function greetServer(url: string): Promise<void> {
  const { host, port, secure, requireTLS = false } = serverOf(new URL(url))
  const transport = createTransport({
    ...{ host, port, secure, requireTLS },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    dnsTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}
