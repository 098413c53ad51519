import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import type { PrismaClient } from './generated/sqlite/client.js'
import type { SlicedResult } from './models.js'
import type { LoadModels } from './prisma.js'
import { sql } from './sql.js'

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

/** A place in the list of events, which is sorted by time, newest first. */
export type EventPosition = Pick<EventRow, 'at' | 'id'>

/** Which events to list; a filter that is left out matches all. */
export interface EventFilter {
  readonly area: EventRow['area']
  readonly userId?: string
  readonly backend?: string
  /** Only events older than this one, the last of the previous page. */
  readonly before?: EventPosition
}

/** Which events to search for. */
export interface EventSearch extends EventFilter {
  /** Only failures: events with an error code. */
  readonly failed?: true
  /** Only events with this error code. */
  readonly code?: string
  /** Failures without these error codes. */
  readonly withoutCodes?: readonly string[]
}

/** What a search found. */
export interface EventMatches {
  readonly rows: readonly EventRow[]
  /** Where the search stopped because it had read many events; null when it has found enough or read all. */
  readonly stoppedAt: EventPosition | null
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
}

const EVENT_COLUMNS = writeColumns(EventRowSchema)
/** How many events one statement of a search or a count reads: a few milliseconds. */
const SLICE_SIZE = 2000
const MAX_SLICES = 100
const MAX_COUNTS = 100
/** Sorts before every ID, so that a search continues with the events that are older than a time. */
const LOWEST_ID = '-'

export function eventQueries(db: Executor): EventQueries {
  return {
    async createEvents(rows) {
      if (rows.length === 0) return
      // When the reply to a first attempt got lost, the events are written again; each must exist once.
      await db.run(sql`
        INSERT INTO "Event" ${EVENT_COLUMNS.values(...rows)}
        ON CONFLICT ("id") DO NOTHING`)
    },
  }
}

/** Lists and counts of events for administrators. They are not available in a transaction. */
export interface EventListQueries {
  /** The latest events that match the filter, newest first. An index has them in this order. */
  listEvents(filter: EventFilter, limit: number): Promise<readonly EventRow[]>
  /**
   * Like `listEvents`, also for what no index has. It then reads the events in slices, so that on SQLite no request
   * waits for long, and stops after 200,000.
   * @param maxSlices after how many slices of 2000 events it stops
   */
  searchEvents(search: EventSearch, limit: number, maxSlices?: number): Promise<EventMatches>
  /** The events of one reference, oldest first; at most 100. */
  listEventsByReference(reference: string): Promise<readonly EventRow[]>
  /**
   * Counts sign-ins after `since` by backend, kind and code, most frequent first; at most 100 rows. Reads slices.
   * @param until only sign-ins before this time; null for all
   */
  countSignIns(since: Date, until?: Date | null): Promise<SlicedResult<readonly EventCount[]>>
}

export function eventListQueries(loadModels: LoadModels, db: Executor): EventListQueries {
  return {
    listEvents: async (filter, limit) => findEvents(await loadModels(), filter, limit),
    async searchEvents(search, limit, maxSlices = MAX_SLICES) {
      const models = await loadModels()
      const { failed, code, userId, backend } = search
      if (failed !== true && code === undefined && (userId === undefined || backend === undefined))
        return { rows: await findEvents(models, search, limit), stoppedAt: null }
      const rows: EventRow[] = []
      let { before } = search
      for (let slices = 0; slices < maxSlices; slices += 1) {
        const range = { ...search, ...(before === undefined ? {} : { before }) }
        const sliceEnd = await findSliceEnd(models, range)
        rows.push(...(await findEvents(models, range, limit - rows.length, sliceEnd)))
        if (sliceEnd === null || rows.length >= limit) return { rows, stoppedAt: null }
        before = { at: sliceEnd, id: LOWEST_ID }
        await setImmediate()
      }
      return { rows, stoppedAt: before ?? null }
    },
    async countSignIns(since, until = null) {
      const models = await loadModels()
      const counts = new Map<string, EventCount>()
      let [statements, end]: [number, Date | null] = [0, until]
      do {
        const range: EventFilter = { area: 'sign-in', ...(end && { before: { at: end, id: LOWEST_ID } }) }
        const sliceEnd = await findSliceEnd(models, range)
        const from = sliceEnd !== null && sliceEnd > since ? sliceEnd : null
        await addSignInCounts(db, counts, { since, from, before: end })
        end = from
        statements += 2
        await setImmediate()
      } while (end !== null)
      const sorted = [...counts.values()].sort((one, other) => other.count - one.count)
      return { value: sorted.slice(0, MAX_COUNTS), statements }
    },
    async listEventsByReference(reference) {
      const { event } = await loadModels()
      const rows = await event.findMany({ where: { reference }, orderBy: { at: 'asc' }, take: 100 })
      return z.array(EventRowSchema).parse(rows)
    },
  }
}

/** @param from only events that are not older; null for no limit */
async function findEvents(
  { event }: PrismaClient,
  search: EventSearch,
  limit: number,
  from: Date | null = null,
): Promise<readonly EventRow[]> {
  const { backend, userId, failed, code, withoutCodes = [] } = search
  const where = {
    AND: [
      indexedFilter(search),
      from === null ? {} : { at: { gte: from } },
      failed === true ? { NOT: { code: null } } : {},
      code === undefined ? {} : { code },
      withoutCodes.length === 0 ? {} : { code: { notIn: [...withoutCodes] } },
      // Written like this, no index has it: the events of one user are fewer than those of one backend.
      userId === undefined || backend === undefined ? {} : { NOT: { backend: { not: backend } } },
    ],
  }
  const rows = await event.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit })
  return z.array(EventRowSchema).parse(rows)
}

/** The time of the last event of the next slice; null when what is left is no more than one slice. */
async function findSliceEnd({ event }: PrismaClient, filter: EventFilter): Promise<Date | null> {
  const [row] = await event.findMany({
    where: indexedFilter(filter),
    orderBy: { at: 'desc' },
    select: { at: true },
    skip: SLICE_SIZE,
    take: 1,
  })
  return row === undefined ? null : z.date().parse(row.at)
}

/** The part of a filter that an index of the table has, with the time. */
function indexedFilter({ area, userId, backend, before }: EventFilter) {
  return {
    area,
    ...(userId === undefined ? {} : { userId }),
    ...(backend === undefined || userId !== undefined ? {} : { backend }),
    // The first condition follows from the second, but only the first one uses the index.
    ...(before === undefined
      ? {}
      : {
          at: { lte: before.at },
          OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }],
        }),
  }
}

/** Adds the sign-ins of one slice, by backend, kind and code. */
async function addSignInCounts(
  db: Executor,
  counts: Map<string, EventCount>,
  { since, from, before }: { readonly since: Date; readonly from: Date | null; readonly before: Date | null },
): Promise<void> {
  const start = from === null ? sql`"at" > ${since}` : sql`"at" >= ${from}`
  const end = before === null ? sql`` : sql`AND "at" < ${before}`
  const rows = await db.rows(sql`
    SELECT "backend", "kind", "code", COUNT(*) AS "count" FROM "Event"
    WHERE "area" = 'sign-in' AND ${start} ${end}
    GROUP BY "backend", "kind", "code"`)
  for (const row of z.array(EventCountSchema).parse(rows)) {
    const key = JSON.stringify([row.backend, row.kind, row.code])
    counts.set(key, { ...row, count: row.count + (counts.get(key)?.count ?? 0) })
  }
}
