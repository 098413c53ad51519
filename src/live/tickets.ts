import type { Logger } from 'pino'
import { hashToken, newToken } from '../crypto/token.js'
import type { Vault } from '../crypto/vault.js'
import { PortcullisError } from '../errors.js'
import type { Opened } from '../session/opening.js'
import type { Sessions } from '../session/sessions.js'
import type { Store } from '../store/store.js'

/** How long a ticket may take from the socket to the request that swaps it. */
export const TICKET_LIFETIME_MS = 30_000
const LOOK_EVERY_MS = 1000

export interface TicketParts {
  readonly store: Pick<Store, 'createTicket' | 'redeemTicket' | 'withdrawTicket'>
  readonly sessions: Pick<Sessions, 'tokenOf' | 'end'>
  readonly vault: Vault
  readonly log: Logger
  readonly now: () => Date
}

interface Unclaimed {
  readonly ticketHash: string
  readonly value: string
  readonly expiresAt: Date
}

/**
 * A socket cannot set a cookie. So a session that was opened over one is handed over by a ticket: good once, for a
 * short time, and in the browser whose socket it was. A session whose ticket nobody came for is ended, as nobody has it.
 */
export class Tickets {
  readonly #parts: TicketParts
  #unclaimed: readonly Unclaimed[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(parts: TicketParts) {
    this.#parts = parts
  }

  /** A ticket for a session that was just opened, to be swapped by this browser. Secret. */
  async issue({ value }: Pick<Opened, 'value'>, browserId: string): Promise<string> {
    const ticket = newToken()
    const ticketHash = hashToken(ticket)
    const expiresAt = new Date(this.#parts.now().getTime() + TICKET_LIFETIME_MS)
    await this.#parts.store.createTicket({
      ticketHash,
      browserHash: hashToken(browserId),
      data: this.#parts.vault.seal(sealedRow(ticketHash), value),
      expiresAt,
    })
    this.#unclaimed = [...this.#unclaimed, { ticketHash, value, expiresAt }]
    this.#lookLater()
    return ticket
  }

  /**
   * The signed token that the ticket stands for; it is used up.
   * @throws PortcullisError ticket_refused when it is not there, used, too old, or another browser's
   */
  async redeem(ticket: string, browserId: string): Promise<string> {
    const ticketHash = hashToken(ticket)
    const key = { ticketHash, browserHash: hashToken(browserId) }
    const sealed = await this.#parts.store.redeemTicket(key, this.#parts.now())
    const value = sealed && this.#parts.vault.open(sealedRow(ticketHash), sealed)
    if (value === null) {
      throw new PortcullisError('ticket_refused', { detail: 'unknown, used, too old, or of another browser' })
    }
    return value
  }

  #lookLater(): void {
    if (this.#timer !== null || this.#unclaimed.length === 0) return
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => {
        this.#timer = null
        this.#lookLater()
      })
    }, LOOK_EVERY_MS)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    const now = this.#parts.now()
    const late = this.#unclaimed.filter(({ expiresAt }) => expiresAt <= now)
    this.#unclaimed = this.#unclaimed.filter(({ expiresAt }) => expiresAt > now)
    for (const each of late) {
      await this.#takeBack(each).catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'a session that nobody came for could not be ended')
      })
    }
  }

  // Deleting the row decides between this and a redemption at the same instant, here or on another process.
  async #takeBack({ ticketHash, value }: Unclaimed): Promise<void> {
    if (!(await this.#parts.store.withdrawTicket(ticketHash))) return
    const token = this.#parts.sessions.tokenOf(value)
    if (token !== null) await this.#parts.sessions.end(token)
  }
}

function sealedRow(ticketHash: string): string {
  return `ticket:${ticketHash}:data`
}
