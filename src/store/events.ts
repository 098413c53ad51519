import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './database.js'

/** An event as it is stored. */
export const EventRowSchema = z.object({
  id: z.string(),
  at: z.date(),
  area: z.enum(['sign-in', 'administration']),
  kind: z.string(),
  actorId: z.string().nullable(),
  actor: z.string().nullable(),
  userId: z.string().nullable(),
  backend: z.string().nullable(),
  reference: z.string().nullable(),
  code: z.string().nullable(),
  /** JSON text without secrets. */
  detail: z.string(),
  expiresAt: z.date(),
})
export type EventRow = Readonly<z.infer<typeof EventRowSchema>>

/** Which events to list; a filter that is left out matches all. */
export interface EventFilter {
  readonly area: EventRow['area']
  readonly userId?: string
  readonly backend?: string
  /** Only failures: events with an error code. */
  readonly failed?: true
  /** Only events older than this one, the last of the previous page. */
  readonly before?: Pick<EventRow, 'at' | 'id'>
}

/** How many sign-ins of one backend ended in one way. */
export const EventCountSchema = z.object({
  backend: z.string().nullable(),
  kind: z.string(),
  code: z.string().nullable(),
  count: z.coerce.number(),
})
export type EventCount = Readonly<z.infer<typeof EventCountSchema>>

/** Queries for the audit log and for the traces of sign-ins. */
export interface EventQueries {
  /** Writes events in one statement; the caller passes 100 at most. */
  createEvents(rows: readonly EventRow[]): Promise<void>
  /** The latest events that match the filter, newest first. */
  listEvents(filter: EventFilter, limit: number): Promise<readonly EventRow[]>
  /** The events of one reference, oldest first; at most 100. */
  listEventsByReference(reference: string): Promise<readonly EventRow[]>
  /** Counts sign-ins since then by backend, kind and code, most frequent first; at most 100 rows. */
  countSignIns(since: Date): Promise<readonly EventCount[]>
}

const EVENT_COLUMNS = writeColumns(EventRowSchema)

export function eventQueries(db: Executor): EventQueries {
  return {
    async createEvents(rows) {
      if (rows.length === 0) return
      // When the reply to a first attempt got lost, the events are written again; each must exist once.
      await db.$executeRaw`
        INSERT INTO "Event" ${EVENT_COLUMNS.values(...rows)}
        ON CONFLICT ("id") DO NOTHING`
    },
    async listEvents({ area, userId, backend, failed, before }, limit) {
      const where = {
        area,
        ...(userId === undefined ? {} : { userId }),
        ...(backend === undefined ? {} : { backend }),
        ...(failed === true ? { NOT: { code: null } } : {}),
        // The first condition follows from the second, but only the first one uses the index.
        ...(before === undefined
          ? {}
          : {
              at: { lte: before.at },
              OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }],
            }),
      }
      const rows = await db.event.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit })
      return z.array(EventRowSchema).parse(rows)
    },
    async countSignIns(since) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT "backend", "kind", "code", COUNT(*) AS "count" FROM "Event"
        WHERE "area" = 'sign-in' AND "at" > ${since}
        GROUP BY "backend", "kind", "code" ORDER BY COUNT(*) DESC LIMIT 100`
      return z.array(EventCountSchema).parse(rows)
    },
    async listEventsByReference(reference) {
      const rows = await db.event.findMany({ where: { reference }, orderBy: { at: 'asc' }, take: 100 })
      return z.array(EventRowSchema).parse(rows)
    },
  }
}
