import { z } from 'zod'
import type { PrismaClient } from './generated/sqlite/client.js'

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
  { event }: PrismaClient,
  search: EventSearch,
  limit: number,
  end: Date | null = null,
): Promise<readonly EventRow[]> {
  const { backend, userId, failed, succeeded, code, withoutCodes = [], browser, actor, after } = search
  const where = {
    AND: [
      indexedFilter(search),
      end === null ? {} : { at: after === undefined ? { gte: end } : { lte: end } },
      succeeded === true ? { code: null } : {},
      // The details are JSON text, which begins a browser like this.
      browser === undefined ? {} : { detail: { contains: `"browser":"${browser}` } },
      actor === undefined ? {} : { actor },
      failed === true ? { NOT: { code: null } } : {},
      code === undefined ? {} : { code },
      withoutCodes.length === 0 ? {} : { code: { notIn: [...withoutCodes] } },
      // Written like this, no index has it: the events of one user are fewer than those of one backend.
      userId === undefined || backend === undefined ? {} : { NOT: { backend: { not: backend } } },
    ],
  }
  const order = after === undefined ? 'desc' : 'asc'
  const rows = await event.findMany({ where, orderBy: [{ at: order }, { id: order }], take: limit })
  const events = z.array(EventRowSchema).parse(rows)
  return after === undefined ? events : events.reverse()
}

/** The time of the last event of the next slice; null when what is left is no more than one slice. */
export async function findSliceEnd(
  { event }: PrismaClient,
  filter: EventFilter,
  size: number,
): Promise<Date | null> {
  const [row] = await event.findMany({
    where: indexedFilter(filter),
    orderBy: { at: filter.after === undefined ? 'desc' : 'asc' },
    select: { at: true },
    skip: size,
    take: 1,
  })
  return row === undefined ? null : z.date().parse(row.at)
}

/** The part of a filter that an index of the table has, with the time. */
function indexedFilter({ area, userId, backend, before, after, from }: EventFilter) {
  return {
    area,
    ...(userId === undefined ? {} : { userId }),
    ...(backend === undefined || userId !== undefined ? {} : { backend }),
    // This follows from the conditions below, but only this one uses the index.
    ...(before === undefined && after === undefined && from === undefined
      ? {}
      : { at: { ...(before && { lte: before.at }), ...atLeast(after?.at, from) } }),
    ...(before && { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] }),
    ...(after && { OR: [{ at: { gt: after.at } }, { at: after.at, id: { gt: after.id } }] }),
  }
}

function atLeast(...times: readonly (Date | undefined)[]): { readonly gte?: Date } {
  const latest = times.filter((time) => time !== undefined).sort((one, other) => +other - +one)[0]
  return latest === undefined ? {} : { gte: latest }
}
