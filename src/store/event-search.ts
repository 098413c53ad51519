import { z } from 'zod'
import { listColumns, readTime } from './columns.js'
import type { Executor } from './executor.js'
import { escapeLike, join, type Sql, sql } from './sql.js'

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

/** The columns of an event, for a SELECT. */
const EVENT_LIST = listColumns(EventRowSchema)

/** A place in the list of events, which is sorted by time, newest first. */
export type EventPosition = Pick<EventRow, 'at' | 'id'>

/** Which events to list; a filter that is left out matches all. */
export interface EventFilter {
  readonly area: EventRow['area']
  readonly userId?: string
  readonly backend?: string
  /** Only events older than this one, the last of the previous page. */
  readonly before?: EventPosition
  /** Only events newer than this one, the first of the page after: those next to it. Not together with `before`. */
  readonly after?: EventPosition
  /** Only events of this time or later. */
  readonly from?: Date
}

/** Which events to search for. */
export interface EventSearch extends EventFilter {
  /** Only failures: events with an error code. */
  readonly failed?: true
  /** Only events with this error code. */
  readonly code?: string
  /** Failures without these error codes. */
  readonly withoutCodes?: readonly string[]
  /** Only successes. */
  readonly succeeded?: true
  /** Only sign-ins with this browser; a name of `BROWSER_NAMES`. */
  readonly browser?: string
  /** Only events of the administrator with this name. */
  readonly actor?: string
}

/** How many events the first statement of a search, or each of a count, reads: a few milliseconds. */
export const SLICE_SIZE = 2000
/** Sorts before every ID, so that a search continues with the events that are older than a time. */
const LOWEST_ID = '-'

/** Whether an index has the events of this search in their order. */
export function isIndexed({
  failed,
  succeeded,
  code,
  browser,
  actor,
  userId,
  backend,
}: EventSearch): boolean {
  const isPlain = [failed, succeeded, code, browser, actor].every((each) => each === undefined)
  return isPlain && (userId === undefined || backend === undefined)
}

/** The same search, behind this slice. Every event of the time at which it ends is in it. */
export function nextSlice(search: EventSearch, sliceEnd: Date): EventSearch {
  return search.after === undefined
    ? { ...search, before: { at: sliceEnd, id: LOWEST_ID } }
    : { ...search, after: { at: new Date(sliceEnd.getTime() + 1), id: LOWEST_ID } }
}

/**
 * Newest first.
 * @param end only events that are not beyond the end of the slice; null for no limit
 */
export async function findEvents(
  db: Executor,
  search: EventSearch,
  limit: number,
  end: Date | null = null,
): Promise<readonly EventRow[]> {
  const isOldestFirst = search.after !== undefined
  const upToEnd = end === null ? [] : [isOldestFirst ? sql`"at" <= ${end}` : sql`"at" >= ${end}`]
  const order = isOldestFirst ? sql`"at" ASC, "id" ASC` : sql`"at" DESC, "id" DESC`
  const rows = await db.rows(sql`
    SELECT ${EVENT_LIST} FROM "Event"
    WHERE ${joinWithAnd([...indexedConditions(search), ...upToEnd, ...otherConditions(search)])}
    ORDER BY ${order} LIMIT ${limit}`)
  const events = z.array(EventRowSchema).parse(rows)
  return isOldestFirst ? events.reverse() : events
}

/** The time of the last event of the next slice; null when at most one slice is left. */
export async function findSliceEnd(db: Executor, filter: EventFilter, size: number): Promise<Date | null> {
  const order = filter.after === undefined ? sql`"at" DESC` : sql`"at" ASC`
  const [row] = await db.rows(sql`
    SELECT "at" FROM "Event" WHERE ${joinWithAnd(indexedConditions(filter))} ORDER BY ${order} LIMIT 1 OFFSET ${size}`)
  return row === undefined ? null : readTime(row['at'])
}

function joinWithAnd(conditions: readonly Sql[]): Sql {
  return conditions.reduce((all, condition) => sql`${all} AND ${condition}`)
}

/** The part of a filter that an index of the table has, with the time. */
function indexedConditions({ area, userId, backend, before, after, from }: EventFilter): readonly Sql[] {
  const since = latestTime(after?.at, from)
  return [
    sql`"area" = ${area}`,
    ...(userId === undefined ? [] : [sql`"userId" = ${userId}`]),
    ...(backend === undefined || userId !== undefined ? [] : [sql`"backend" = ${backend}`]),
    // This follows from the conditions below, but only this one uses the index.
    ...(before === undefined ? [] : [sql`"at" <= ${before.at}`]),
    ...(since === undefined ? [] : [sql`"at" >= ${since}`]),
    ...(before === undefined
      ? []
      : [sql`("at" < ${before.at} OR ("at" = ${before.at} AND "id" < ${before.id}))`]),
    ...(after === undefined
      ? []
      : [sql`("at" > ${after.at} OR ("at" = ${after.at} AND "id" > ${after.id}))`]),
  ]
}

function otherConditions(search: EventSearch): readonly Sql[] {
  const { backend, userId, failed, succeeded, code, withoutCodes = [], browser, actor } = search
  return [
    ...(succeeded === true ? [sql`"code" IS NULL`] : []),
    // The details are JSON text, which begins a browser like this.
    ...(browser === undefined
      ? []
      : [sql`"detail" LIKE ${`%"browser":"${escapeLike(browser)}%`} ESCAPE '\\'`]),
    ...(actor === undefined ? [] : [sql`"actor" = ${actor}`]),
    ...(failed === true ? [sql`"code" IS NOT NULL`] : []),
    ...(code === undefined ? [] : [sql`"code" = ${code}`]),
    ...(withoutCodes.length === 0 ? [] : [sql`"code" NOT IN (${join(withoutCodes)})`]),
    // Written like this, no index has it: the events of one user are fewer than those of one backend.
    ...(userId === undefined || backend === undefined ? [] : [sql`NOT ("backend" <> ${backend})`]),
  ]
}

function latestTime(...times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((each) => each !== undefined).sort((one, other) => +other - +one)[0]
}
