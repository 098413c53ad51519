import { createTransport } from 'nodemailer'
import type { Mailer } from './mailer.js'

const CONNECT_TIMEOUT_MS = 5000
const IDLE_TIMEOUT_MS = 8000
const TOTAL_TIMEOUT_MS = 20_000

export interface SmtpOptions {
  /** `smtp:` or `smtps:`, with user and password if the server asks for them. Secret. */
  readonly url: string
  /** The sender, such as `Portcullis <login@example.com>`. */
  readonly from: string
  /** Milliseconds that one mail may take altogether. */
  readonly timeoutMs?: number
}

/**
 * Sends by SMTP, one connection a mail, each bounded in time. A password is sent over TLS only, unless the server is on
 * this machine; without a password TLS is used where the server offers it.
 */
export function createSmtpMailer({ url, from, timeoutMs = TOTAL_TIMEOUT_MS }: SmtpOptions): Mailer {
  const transport = createTransport({
    ...parseSmtpUrl(new URL(url)),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: IDLE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, text }) => {
      const signal = AbortSignal.timeout(timeoutMs)
      // Automatic answers ("out of office") are not wanted (RFC 3834 section 5).
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, headers, signal })
    },
  }
}

/** Where a mail server is, and how it wants to be talked to. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  readonly requireTLS?: boolean
}

/** The mail server of an address; it may hold a password. */
export function parseSmtpUrl(url: URL): MailServer {
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const server = { host, secure, port: url.port === '' ? (secure ? 465 : 587) : Number(url.port) }
  if (url.username === '') return server
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  return { ...server, auth, requireTLS: !/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host) }
}
