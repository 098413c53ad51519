import type { Logger } from 'pino'
import { z } from 'zod'
import { maskEmail } from './email-address.js'
import { type AddressedEmail, createLogMailer, createSmtpMailer, type Mailer } from './mailer.js'

const MAX_QUEUED = 200
const CONCURRENCY = 4

/**
 * Mails on their way. Posting one takes no time, whether or not anybody gets it, so no answer of ours tells by its
 * duration that an address is known. The queue is bounded and in memory: a mail that fails is logged and lost, and the
 * person asks for another one.
 */
export class MailQueue {
  readonly #mailer: Mailer
  readonly #log: Logger
  readonly #queued: AddressedEmail[] = []
  readonly #inFlight = new Set<Promise<void>>()

  constructor(mailer: Mailer, log: Logger) {
    this.#mailer = mailer
    this.#log = log
  }

  /** Sends the mail soon. Never throws and never waits. */
  enqueue(mail: AddressedEmail): void {
    if (this.#queued.length >= MAX_QUEUED) {
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

  /** Resolves when everything that was posted is sent or lost. */
  async close(): Promise<void> {
    while (this.#queued.length > 0 || this.#inFlight.size > 0) {
      this.#next()
      await Promise.race(this.#inFlight)
    }
  }

  #next(): void {
    if (this.#inFlight.size >= CONCURRENCY) return
    const mail = this.#queued.shift()
    if (!mail) return
    const sending = this.#send(mail).finally(() => {
      this.#inFlight.delete(sending)
      this.#next()
    })
    this.#inFlight.add(sending)
  }

  async #send(mail: AddressedEmail): Promise<void> {
    const { kind } = mail
    const to = maskEmail(mail.to)
    try {
      await this.#mailer.send(mail)
      this.#log.info({ to, kind }, 'an email was sent')
    } catch (error) {
      this.#log.error({ to, kind, failure: toLogEntry(error) }, 'an email could not be sent')
    }
  }
}

const TextSchema = z.string().optional().catch(undefined)
const FailureSchema = z
  .object({ code: TextSchema, command: TextSchema, responseCode: z.number().optional().catch(undefined) })
  .transform(({ code, command, responseCode }) => ({ kind: code, step: command, reply: responseCode }))

// What servers say of a mail can repeat the address or the text; the kind of failure and their number are enough.
function toLogEntry(error: unknown): z.infer<typeof FailureSchema> | null {
  return FailureSchema.safeParse(error).data ?? null
}

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  readonly production: boolean
}

/** Whether mails can be sent at all: outside production they go into the log at least. */
export function canSendMail({ smtpUrl, mailFrom, production }: MailSettings): boolean {
  return !production || (smtpUrl !== null && mailFrom !== null)
}

/** The outbox of these settings; null in production without a mail server, where no mail can be sent. */
export function createMailQueue(
  { smtpUrl, mailFrom, production }: MailSettings,
  log: Logger,
): MailQueue | null {
  if (smtpUrl !== null && mailFrom !== null) {
    return new MailQueue(createSmtpMailer({ url: smtpUrl, from: mailFrom }), log)
  }
  return production ? null : new MailQueue(createLogMailer(log), log)
}
