import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { referenceSpellings } from '../crypto/tokens.js'
import { writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import {
  type EventFilter,
  type EventPosition,
  type EventRow,
  EventRowSchema,
  type EventSearch,
  findEvents,
  findSliceEnd,
  isIndexed,
  nextSlice,
  SLICE_SIZE,
} from './event-search.js'
import type { SlicedResult } from './models.js'
import type { LoadModels } from './prisma.js'
import { pauseAfter, type SearchBounds, searchSlices, type SlicedSearch } from './slices.js'
import { sql } from './sql.js'

export {
  type EventFilter,
  type EventPosition,
  type EventRow,
  EventRowSchema,
  type EventSearch,
} from './event-search.js'

/** What a search found. */
export interface EventMatches {
  readonly rows: readonly EventRow[]
  /** Where the search stopped, going older or newer, because it had read many events; null when it has found enough or read all. */
  readonly stoppedAt: EventPosition | null
}

/** How many sign-ins of one backend ended in one way. */
const EventCountSchema = z.object({
  backend: z.string().nullable(),
  kind: z.string(),
  code: z.string().nullable(),
  count: z.coerce.number(),
})
export type EventCount = Readonly<z.infer<typeof EventCountSchema>>

/** The same of one day (UTC), like 2026-11-29. */
const DailyEventCountSchema = EventCountSchema.extend({ day: z.string() })
type DailyEventCount = Readonly<z.infer<typeof DailyEventCountSchema>>

/** Queries for the audit log and for the traces of sign-ins. */
export interface EventQueries {
  /** Writes events in one statement; the caller passes 100 at most. */
  createEvents(rows: readonly EventRow[]): Promise<void>
}

const EVENT_COLUMNS = writeColumns(EventRowSchema)
const MAX_COUNTS = 100

export function eventQueries(db: Executor): EventQueries {
  return {
    async createEvents(rows) {
      if (rows.length === 0) return
      // When the reply to a first attempt got lost, the events are written again; each must exist once.
      await db.write(sql`
        INSERT INTO "Event" ${EVENT_COLUMNS.values(...rows)}
        ON CONFLICT ("id") DO NOTHING`)
    },
  }
}

/** Lists and counts of events for administrators. They are not available in a transaction. */
export interface EventListQueries {
  /** The latest events of an area, or of one user there, newest first. An index has them in this order. */
  listEvents(
    filter: Pick<EventFilter, 'area' | 'userId' | 'before' | 'from'>,
    limit: number,
  ): Promise<readonly EventRow[]>
  /**
   * The latest events that match the filter, newest first. What no index has it reads in slices, so that on SQLite no request
   * waits for long, and stops after 200,000.
   * @param bounds when it stops earlier
   */
  searchEvents(search: EventSearch, limit: number, bounds?: SearchBounds): Promise<EventMatches>
  /** The events of one reference, oldest first; at most 100. */
  listEventsByReference(reference: string): Promise<readonly EventRow[]>
  /**
   * Counts sign-ins after `since` by backend, kind and code, most frequent first; at most 100 rows. Reads slices.
   */
  countSignIns(since: Date): Promise<SlicedResult<readonly EventCount[]>>
  /**
   * Counts the sign-ins from `since` on and before `until`, by day (UTC). The key is the day, like 2026-11-29; its value is
   * as that of `countSignIns`. A day without sign-ins has none.
   */
  countDailySignIns(
    since: Date,
    until: Date,
  ): Promise<SlicedResult<ReadonlyMap<string, readonly EventCount[]>>>
}

export function eventListQueries(db: Executor, loadModels: LoadModels): EventListQueries {
  return {
    async listEvents({ area, userId, before, from }, limit) {
      const { event } = await loadModels()
      const where = {
        area,
        ...(userId !== undefined && { userId }),
        // The condition on both columns implies this one, but only this one uses the index.
        at: { ...(before && { lte: before.at }), ...(from && { gte: from }) },
        ...(before && { OR: [{ at: { lt: before.at } }, { id: { lt: before.id } }] }),
      }
      const rows = await event.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit })
      return z.array(EventRowSchema).parse(rows)
    },
    async searchEvents(search, limit, bounds) {
      if (isIndexed(search)) return { rows: await findEvents(db, search, limit), stoppedAt: null }
      const behind = (start: Date | null) => (start === null ? search : nextSlice(search, start))
      const slices: SlicedSearch<EventRow, Date> = {
        findEnd: (start, size) => findSliceEnd(db, behind(start), size),
        findRows: (start, end, left) => findEvents(db, behind(start), left, end),
        limit,
        firstSize: SLICE_SIZE,
      }
      const { rows, stoppedAt } = await searchSlices(null, slices, bounds)
      const { before, after } = behind(stoppedAt)
      return {
        rows:
          search.after === undefined
            ? rows
            : rows.toSorted((one, other) => other.at.getTime() - one.at.getTime()),
        stoppedAt: stoppedAt && (after ?? before ?? null),
      }
    },
    async countSignIns(since) {
      const { value, statements } = await countInSlices(db, since, null)
      return { value: sumCounts(value), statements }
    },
    async countDailySignIns(since, until) {
      const { value, statements } = await countInSlices(db, new Date(since.getTime() - 1), until)
      const days = [...new Set(value.map(({ day }) => day))]
      const countsOf = (wanted: string) => sumCounts(value.filter(({ day }) => day === wanted))
      return { value: new Map(days.map((day) => [day, countsOf(day)])), statements }
    },
    async listEventsByReference(reference) {
      const { event } = await loadModels()
      const where = { reference: { in: [...referenceSpellings(reference)] } }
      const rows = await event.findMany({ where, orderBy: { at: 'asc' }, take: 100 })
      return z.array(EventRowSchema).parse(rows)
    },
  }
}

const TimeRowSchema = z.object({ at: z.date() })

/** The time of the last sign-in of the next slice of a count; null when at most one slice is left after `since`. */
async function findCountEnd(db: Executor, since: Date, before: Date | null): Promise<Date | null> {
  const end = before === null ? sql`` : sql`AND "at" < ${before}`
  const [row] = await db.rows(sql`
    SELECT "at" FROM "Event" WHERE "area" = 'sign-in' AND "at" > ${since} ${end}
    ORDER BY "at" DESC LIMIT 1 OFFSET ${SLICE_SIZE}`)
  return row === undefined ? null : TimeRowSchema.parse(row).at
}

/** The sign-ins of one slice, by day, backend, kind and code. */
async function countSlice(
  db: Executor,
  { since, from, before }: { readonly since: Date; readonly from: Date | null; readonly before: Date | null },
): Promise<readonly DailyEventCount[]> {
  const start = from === null ? sql`"at" > ${since}` : sql`"at" >= ${from}`
  const end = before === null ? sql`` : sql`AND "at" < ${before}`
  // As text, a time begins with its day on both databases.
  const rows = await db.rows(sql`
    SELECT SUBSTR(CAST("at" AS TEXT), 1, 10) AS "day", "backend", "kind", "code", COUNT(*) AS "count" FROM "Event"
    WHERE "area" = 'sign-in' AND ${start} ${end}
    GROUP BY 1, "backend", "kind", "code"`)
  return z.array(DailyEventCountSchema).parse(rows)
}

/** Counts what happened after `since`, and before `until` unless it is null. A slice ends within a day, so a day can be in several. */
async function countInSlices(
  db: Executor,
  since: Date,
  until: Date | null,
): Promise<SlicedResult<readonly DailyEventCount[]>> {
  const value: DailyEventCount[] = []
  let [statements, end]: [number, Date | null] = [0, until]
  do {
    const startedAt = performance.now()
    const from = await findCountEnd(db, since, end)
    value.push(...(await countSlice(db, { since, from, before: end })))
    end = from
    statements += 2
    await (end === null ? setImmediate() : pauseAfter(startedAt))
  } while (end !== null)
  return { value, statements }
}

/** Adds up the counts of slices and days; most frequent first, at most 100. */
function sumCounts(counts: readonly DailyEventCount[]): readonly EventCount[] {
  const sums = new Map<string, EventCount>()
  for (const { backend, kind, code, count } of counts) {
    const key = JSON.stringify([backend, kind, code])
    sums.set(key, { backend, kind, code, count: count + (sums.get(key)?.count ?? 0) })
  }
  return [...sums.values()].sort((one, other) => other.count - one.count).slice(0, MAX_COUNTS)
}
