import type { Logger } from 'pino'
import { z } from 'zod'
import { masked } from './mailbox.js'
import type { Mail, Mailer } from './mailer.js'

const MOST_WAITING = 200
const MOST_AT_ONCE = 4

/**
 * Mails on their way. Posting one takes no time, whether or not anybody gets it, so no answer of ours tells by its
 * duration that an address is known. The queue is bounded and in memory: a mail that fails is logged and lost, and the
 * person asks for another one.
 */
export class Outbox {
  readonly #mailer: Mailer
  readonly #log: Logger
  readonly #waiting: Mail[] = []
  readonly #underWay = new Set<Promise<void>>()

  constructor(mailer: Mailer, log: Logger) {
    this.#mailer = mailer
    this.#log = log
  }

  /** Sends the mail soon. Never throws and never waits. */
  post(mail: Mail): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#log.error(
        { to: masked(mail.to), subject: mail.subject },
        'a mail was dropped: too many are waiting',
      )
      return
    }
    this.#waiting.push(mail)
    setImmediate(() => {
      this.#next()
    })
  }

  /** Resolves when everything that was posted is sent or lost. */
  async close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#underWay.size > 0) {
      this.#next()
      await Promise.race(this.#underWay)
    }
  }

  #next(): void {
    if (this.#underWay.size >= MOST_AT_ONCE) return
    const mail = this.#waiting.shift()
    if (!mail) return
    const sending = this.#send(mail).finally(() => {
      this.#underWay.delete(sending)
      this.#next()
    })
    this.#underWay.add(sending)
  }

  async #send(mail: Mail): Promise<void> {
    const { subject } = mail
    const to = masked(mail.to)
    try {
      await this.#mailer.send(mail)
      this.#log.info({ to, subject }, 'a mail was handed over')
    } catch (error) {
      this.#log.error({ to, subject, failure: failureOf(error) }, 'a mail could not be sent')
    }
  }
}

const text = z.string().optional().catch(undefined)
const Failure = z
  .object({ code: text, command: text, responseCode: z.number().optional().catch(undefined) })
  .transform(({ code, command, responseCode }) => ({ kind: code, step: command, reply: responseCode }))

// What servers say of a mail can repeat the address or the text; the kind of failure and their number are enough.
function failureOf(error: unknown): z.infer<typeof Failure> | null {
  return Failure.safeParse(error).data ?? null
}
