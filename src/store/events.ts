import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './database.js'

/** One event as it is stored. */
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

/** Which events to show; what is left out does not matter. */
export interface EventFilter {
  readonly area: EventRow['area']
  readonly userId?: string
  readonly backend?: string
  /** Only those that ended badly. */
  readonly failed?: true
  /** Only older ones than this: where the page before has ended. */
  readonly before?: Pick<EventRow, 'at' | 'id'>
}

/** How many events of one kind there were. */
export const EventCountSchema = z.object({
  backend: z.string().nullable(),
  kind: z.string(),
  code: z.string().nullable(),
  count: z.coerce.number(),
})
export type EventCount = Readonly<z.infer<typeof EventCountSchema>>

/** What was done by whom, and how sign-ins went. */
export interface EventQueries {
  /** Some hundred at most, in one statement. */
  createEvents(rows: readonly EventRow[]): Promise<void>
  /** The newest that fit, the newest first. */
  listEvents(filter: EventFilter, limit: number): Promise<readonly EventRow[]>
  /** All events of one reference, the oldest first; a hundred at most. */
  listEventsByReference(reference: string): Promise<readonly EventRow[]>
  /** How sign-ins went since then, by backend, kind and code, the most frequent first; a hundred lines at most. */
  countSignIns(since: Date): Promise<readonly EventCount[]>
}

const EVENT_COLUMNS = writeColumns(EventRowSchema)

export function eventQueries(db: Executor): EventQueries {
  return {
    async createEvents(rows) {
      if (rows.length === 0) return
      // Written twice where the answer to the first time got lost, an event is one event all the same.
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
        // Said twice: the first part is for the index.
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
