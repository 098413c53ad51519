import type { Logger } from 'pino'
import { z } from 'zod'
import { maskEmail } from './email-address.js'
import { type AddressedEmail, createLogMailer, createSmtpMailer, type Mailer } from './mailer.js'

/** Called with the result of each email. */
type OnMailResult = (result: 'sent' | 'failed' | 'dropped') => void

const MAX_QUEUED = 200
const MAX_CONCURRENT = 4

/**
 * Sends emails in the background. Enqueuing takes the same time whether or not an email is sent, so the duration of a
 * response does not reveal whether an address is known. The queue is in memory and holds at most 200 emails: an email
 * that fails is logged and lost, and the user requests another one.
 */
export class MailQueue {
  readonly #mailer: Mailer
  readonly #log: Logger
  readonly #queued: AddressedEmail[] = []
  readonly #inFlight = new Set<Promise<boolean>>()
  readonly #onResult: OnMailResult

  constructor(mailer: Mailer, log: Logger, onResult: OnMailResult) {
    this.#mailer = mailer
    this.#log = log
    this.#onResult = onResult
  }

  /** How many emails wait or are being sent. */
  get size(): number {
    return this.#queued.length + this.#inFlight.size
  }

  /** Queues an email. Never throws and never waits. */
  enqueue(mail: AddressedEmail): void {
    if (this.#queued.length >= MAX_QUEUED) {
      this.#onResult('dropped')
      this.#log.error(
        { to: maskEmail(mail.to), kind: mail.kind },
        'an email was dropped: too many are waiting',
      )
      return
    }
    this.#queued.push(mail)
    setImmediate(() => {
      this.#next()
    })
  }

  /**
   * Sends an email at once, for a person who waits for the result. Never throws.
   * @returns whether a mail server has accepted it; the log says why not
   */
  deliver(mail: AddressedEmail): Promise<boolean> {
    return this.#send(mail)
  }

  /** Resolves when every queued email was sent or has failed. */
  async close(): Promise<void> {
    while (this.#queued.length > 0 || this.#inFlight.size > 0) {
      this.#next()
      await Promise.race(this.#inFlight)
    }
  }

  #next(): void {
    if (this.#inFlight.size >= MAX_CONCURRENT) return
    const mail = this.#queued.shift()
    if (!mail) return
    const sending = this.#send(mail).finally(() => {
      this.#inFlight.delete(sending)
      this.#next()
    })
    this.#inFlight.add(sending)
  }

  async #send(mail: AddressedEmail): Promise<boolean> {
    const { kind } = mail
    const to = maskEmail(mail.to)
    try {
      await this.#mailer.send(mail)
      this.#onResult('sent')
      this.#log.info({ to, kind }, 'an email was sent')
      return true
    } catch (error) {
      this.#onResult('failed')
      this.#log.error({ to, kind, failure: toLogEntry(error) }, 'an email could not be sent')
      return false
    }
  }
}

const TextSchema = z.string().optional().catch(undefined)
const FailureSchema = z
  .object({ code: TextSchema, command: TextSchema, responseCode: z.number().optional().catch(undefined) })
  .transform(({ code, command, responseCode }) => ({ kind: code, step: command, reply: responseCode }))

// Replies of mail servers can quote the address or the text, so only the kind of failure and the reply code are logged.
function toLogEntry(error: unknown): z.infer<typeof FailureSchema> | null {
  return FailureSchema.safeParse(error).data ?? null
}

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  readonly production: boolean
}

/** Whether emails can be sent. Outside production they can always be written to the log. */
export function canSendMail({ smtpUrl, mailFrom, production }: MailSettings): boolean {
  return !production || (smtpUrl !== null && mailFrom !== null)
}

/**
 * Creates the queue; null in production without a mail server, where no email can be sent.
 * @param mailer what sends emails instead of that mail server
 */
export function createMailQueue(
  { smtpUrl, mailFrom, production }: MailSettings,
  log: Logger,
  onResult: OnMailResult = () => undefined,
  mailer: Mailer | null = null,
): MailQueue | null {
  if (mailer !== null) return new MailQueue(mailer, log, onResult)
  if (smtpUrl !== null && mailFrom !== null) {
    return new MailQueue(createSmtpMailer({ url: smtpUrl, from: mailFrom }), log, onResult)
  }
  return production ? null : new MailQueue(createLogMailer(log), log, onResult)
}
