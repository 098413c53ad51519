import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

export interface TicketRow {
  readonly ticketHash: string
  readonly browserHash: string
  readonly data: Uint8Array<ArrayBuffer>
  readonly expiresAt: Date
}

/** Queries for tickets: a browser exchanges its ticket once for the encrypted data in it. */
export interface TicketQueries {
  createTicket(row: TicketRow): Promise<void>
  /** Uses a ticket up and returns its data. One conditional statement, so exactly one of several requests gets it. */
  consumeTicket(key: Pick<TicketRow, 'ticketHash' | 'browserHash'>, now: Date): Promise<Uint8Array | null>
  /** Deletes a ticket; returns false when it was used or does not exist. */
  deleteTicket(ticketHash: string): Promise<boolean>
}

const TicketDataRowSchema = z.object({ data: z.instanceof(Uint8Array) })

export function ticketQueries(db: Executor): TicketQueries {
  return {
    async createTicket({ ticketHash, browserHash, data, expiresAt }) {
      await db.run(sql`
        INSERT INTO "Ticket" ("ticketHash", "browserHash", "data", "expiresAt")
        VALUES (${ticketHash}, ${browserHash}, ${data}, ${expiresAt})`)
    },
    async consumeTicket({ ticketHash, browserHash }, now) {
      const rows = await db.rows(sql`
        DELETE FROM "Ticket"
        WHERE "ticketHash" = ${ticketHash} AND "browserHash" = ${browserHash} AND "expiresAt" > ${now}
        RETURNING "data"`)
      return rows.length === 1 ? TicketDataRowSchema.parse(rows[0]).data : null
    },
    async deleteTicket(ticketHash) {
      return (await db.run(sql`DELETE FROM "Ticket" WHERE "ticketHash" = ${ticketHash}`)) === 1
    },
  }
}
