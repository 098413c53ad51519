import type { Logger } from 'pino'
import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { OpenedSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Store } from '../store/store.js'

/** How long a ticket may take from the socket to the request that redeems it. */
export const TICKET_TTL_MS = 30_000
const SWEEP_INTERVAL_MS = 1000

export interface TicketDeps {
  readonly store: Pick<Store, 'createTicket' | 'consumeTicket' | 'deleteTicket'>
  readonly sessions: Pick<Sessions, 'verifyToken' | 'end'>
  readonly encrypter: Encrypter
  readonly log: Logger
  readonly clock: () => Date
}

interface PendingTicket {
  readonly ticketHash: string
  readonly value: string
  readonly expiresAt: Date
}

/**
 * A socket cannot set a cookie, so a session that was opened over a socket is handed over with a ticket. A ticket is
 * valid once, for a short time, in the browser of the socket. A session whose ticket is not redeemed is ended,
 * because no client has it.
 */
export class Tickets {
  readonly #deps: TicketDeps
  #pending: readonly PendingTicket[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(deps: TicketDeps) {
    this.#deps = deps
  }

  /** Issues a secret ticket for a session that was just opened. Only this browser can redeem it. */
  async issue({ value }: Pick<OpenedSession, 'value'>, browserId: string): Promise<string> {
    const ticket = newToken()
    const ticketHash = hashToken(ticket)
    const expiresAt = new Date(this.#deps.clock().getTime() + TICKET_TTL_MS)
    await this.#deps.store.createTicket({
      ticketHash,
      browserHash: hashToken(browserId),
      data: this.#deps.encrypter.encrypt(ticketContext(ticketHash), value),
      expiresAt,
    })
    this.#pending = [...this.#pending, { ticketHash, value, expiresAt }]
    this.#scheduleSweep()
    return ticket
  }

  /**
   * Redeems a ticket: the signed token of its session.
   * @throws PortcullisError ticket_rejected when it is unknown, used, too old, or for another browser
   */
  async redeem(ticket: string, browserId: string): Promise<string> {
    const ticketHash = hashToken(ticket)
    const key = { ticketHash, browserHash: hashToken(browserId) }
    const ciphertext = await this.#deps.store.consumeTicket(key, this.#deps.clock())
    const value = ciphertext && this.#deps.encrypter.decrypt(ticketContext(ticketHash), ciphertext)
    if (value === null) {
      throw new PortcullisError('ticket_rejected', {
        detail: 'unknown, used, too old, or of another browser',
      })
    }
    return value
  }

  #scheduleSweep(): void {
    if (this.#timer !== null || this.#pending.length === 0) return
    this.#timer = setTimeout(() => {
      void this.#sweep().finally(() => {
        this.#timer = null
        this.#scheduleSweep()
      })
    }, SWEEP_INTERVAL_MS)
    this.#timer.unref()
  }

  async #sweep(): Promise<void> {
    const now = this.#deps.clock()
    const expired = this.#pending.filter(({ expiresAt }) => expiresAt <= now)
    this.#pending = this.#pending.filter(({ expiresAt }) => expiresAt > now)
    for (const ticket of expired) {
      await this.#revoke(ticket).catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, 'the session of an unused ticket could not be ended')
      })
    }
  }

  // Deleting the row decides between this and a redemption at the same moment, in this process or another.
  async #revoke({ ticketHash, value }: PendingTicket): Promise<void> {
    if (!(await this.#deps.store.deleteTicket(ticketHash))) return
    const token = this.#deps.sessions.verifyToken(value)
    if (token !== null) await this.#deps.sessions.end(token, 'expired')
  }
}

function ticketContext(ticketHash: string): string {
  return `ticket:${ticketHash}:data`
}
