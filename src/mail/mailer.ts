// Emails that the site sends: codes for registration, password reset and new addresses, and notices to the user.
//
//   templates.ts      the emails, each as subject, plain text and HTML
//   content.ts        a text of the catalogue as plain text, or as blocks; html.ts, the blocks as HTML
//   queue.ts          `MailQueue`: sends in the background, so that no response reveals by its duration that an address exists
//   mailer.ts         `Mailer`: over SMTP, or into the log outside production when SMTP_URL is not set
//   email-address.ts  the normal form of addresses, for comparing and for sending
//
// In production without SMTP_URL there is no queue; the features that need email are then off.
//
// Neighbours: imports ../locales only; used by flows, routes and the doctor. nodemailer is used here only.

import type { Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import type { Logger } from 'pino'
import type { EmailAddress } from './email-address.js'

export type EmailKind =
  | ('registration code' | 'already registered' | 'reset code' | 'password reset' | 'sign-in code')
  | ('invitation' | 'password link')
  | ('email code' | 'email change requested' | 'email changed' | 'account deleted' | 'access changed')
  | ('new sign-in' | 'user name changed')

/**
 * The content of an email. It must contain nothing that a visitor entered, or strangers could send texts in our name.
 */
export interface EmailMessage {
  /** The name of the email in logs, which never get the subject, because it may contain a code. */
  readonly kind: EmailKind
  readonly subject: string
  readonly text: string
  /** The same as a document in HTML, which loads nothing. */
  readonly html: string
}

/** An email and the one address that it goes to. */
export interface AddressedEmail extends EmailMessage {
  readonly to: EmailAddress
}

/** A way to send email. */
export interface Mailer {
  /** Resolves when a mail server has accepted the email; rejects after a bounded time otherwise. */
  send(mail: AddressedEmail): Promise<void>
}

/**
 * Prints each email to the log, in full, to try things out without a mail server. It is the only place where a code
 * reaches a log, and does not exist in production.
 */
export function createLogMailer(log: Logger): Mailer {
  return {
    send: ({ to, subject, text }) => {
      log.info(
        `This email is not sent, because SMTP_URL is not set:\n\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`,
      )
      return Promise.resolve()
    },
  }
}

const CONNECT_TIMEOUT_MS = 5000
const IDLE_TIMEOUT_MS = 8000
const TOTAL_TIMEOUT_MS = 20_000

export interface SmtpOptions {
  /** `smtp:` or `smtps:`, with user name and password if the server requires them. Secret. */
  readonly url: string
  /** The sender, such as `Portcullis <login@example.com>`. */
  readonly from: string
  /** The time limit for one email, in milliseconds. */
  readonly timeoutMs?: number
}

/**
 * Creates a mailer that sends by SMTP, with one connection for each email. It sends a password over TLS only, unless
 * the server is on this machine; without a password it uses TLS if the server offers it.
 */
export function createSmtpMailer({ url, from, timeoutMs = TOTAL_TIMEOUT_MS }: SmtpOptions): Mailer {
  const options = {
    ...parseSmtpUrl(new URL(url)),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: IDLE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let transport: Promise<Transporter> | null = null
  return {
    send: async ({ to, subject, text, html }) => {
      const signal = AbortSignal.timeout(timeoutMs)
      // Suppresses automatic replies such as "out of office" (RFC 3834 section 5).
      const headers = { 'Auto-Submitted': 'auto-generated' }
      transport ??= createTransport(options)
      await (
        await transport
      ).sendMail({ from, to: { name: '', address: to }, subject, text, html, headers, signal })
    },
  }
}

/** Loads nodemailer with the first email, because many processes never send one. */
async function createTransport(options: SMTPTransport.Options): Promise<Transporter> {
  const nodemailer = await import('nodemailer')
  return nodemailer.createTransport(options)
}

/** How to connect to a mail server. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  readonly requireTLS?: boolean
}

/** Parses SMTP_URL. The result may contain a password. */
function parseSmtpUrl(url: URL): MailServer {
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const server = { host, secure, port: url.port === '' ? (secure ? 465 : 587) : Number(url.port) }
  if (url.username === '') return server
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  return { ...server, auth, requireTLS: !/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host) }
}

const VERIFY_TIMEOUT_MS = 5000

/**
 * Connects to a mail server and signs in there, as for an email, without sending one.
 * @throws Error whose `code` says at which step it failed; `EAUTH` if the server refuses the password
 */
export async function verifySmtp(url: string): Promise<void> {
  const transport = await createTransport({
    ...parseSmtpUrl(new URL(url)),
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
