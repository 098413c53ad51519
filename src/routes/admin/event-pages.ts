import type { Context } from 'koa'
import type { EventFilterView, EventPagesView } from '../../pages/render.js'
import type { EventMatches, EventPosition, EventSearch } from '../../store/events.js'
import { PAGE_SEARCH } from '../../store/slices.js'
import { queryParam, type Services } from '../services.js'

const PAGE_SIZE = 50
const DAY_MS = 24 * 3600_000

/** The days of a filter, from the query; empty for none. Days are those of UTC. */
export function readDays(ctx: Context): Pick<EventFilterView, 'from' | 'to'> {
  const day = (name: string) => {
    const text = queryParam(ctx, name, 10) ?? ''
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''
  }
  return { from: day('from'), to: day('to') }
}

/** The time that a search covers; `to` is the last day in it. */
export function toRange({ from, to }: Pick<EventFilterView, 'from' | 'to'>): {
  readonly from?: Date
  readonly before?: EventPosition
} {
  const end = to === '' ? null : new Date(Date.parse(to) + DAY_MS)
  return {
    ...(from === '' ? {} : { from: new Date(from) }),
    ...(end === null ? {} : { before: { at: end, id: LOWEST_ID } }),
  }
}

/** The parameters of a query that say something. */
export function withoutEmpty(query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}

/** Sorts before every ID. */
const LOWEST_ID = '-'

/** One page of events, with the queries of its neighbours. */
export interface EventPage extends EventPagesView {
  readonly rows: EventMatches['rows']
}

/**
 * The page of a list that the query asks for.
 * @param query the filter, for the links to the neighbours
 */
export async function findEventPage(
  { store }: Pick<Services, 'store'>,
  ctx: Context,
  search: EventSearch,
  query: Readonly<Record<string, string>>,
): Promise<EventPage> {
  const [before, after] = [readPosition(ctx, 'before'), readPosition(ctx, 'after')]
  const link = (name: 'before' | 'after', position: EventPosition | undefined) =>
    position === undefined
      ? null
      : new URLSearchParams({ ...query, [name]: formatPosition(position) }).toString()
  if (after !== null && before === null) {
    const { before: end, ...rest } = search
    const { rows, stoppedAt } = await store.searchEvents({ ...rest, after }, PAGE_SIZE + 1, PAGE_SEARCH)
    const inRange = rows.filter(({ at }) => end === undefined || at < end.at)
    const shown = inRange.slice(-PAGE_SIZE)
    const isLast = inRange.length <= PAGE_SIZE
    return {
      rows: shown,
      newerQuery: isLast
        ? link('after', inRange.length < rows.length ? undefined : (stoppedAt ?? undefined))
        : link('after', shown[0]),
      olderQuery: link('before', shown.at(-1) ?? { at: new Date(after.at.getTime() + 1), id: LOWEST_ID }),
      isIncomplete: stoppedAt !== null,
    }
  }
  const start = earlierPosition(before, search.before)
  const { rows, stoppedAt } = await store.searchEvents(
    { ...search, ...(start === null ? {} : { before: start }) },
    PAGE_SIZE + 1,
    PAGE_SEARCH,
  )
  const shown = rows.slice(0, PAGE_SIZE)
  return {
    rows: shown,
    newerQuery: before === null ? null : link('after', shown[0] ?? before),
    olderQuery: link('before', rows.length > PAGE_SIZE ? shown.at(-1) : (stoppedAt ?? undefined)),
    isIncomplete: stoppedAt !== null,
  }
}

function earlierPosition(one: EventPosition | null, other: EventPosition | undefined): EventPosition | null {
  if (one === null || other === undefined) return one ?? other ?? null
  return one.at < other.at ? one : other
}

/** A position as the query of a page has it. */
export function formatPosition({ at, id }: EventPosition): string {
  return `${at.getTime()}-${id}`
}

/** A position from the query; null for none, and for an invalid one. Databases have no times after the year 9999. */
export function readPosition(ctx: Context, name: 'before' | 'after'): EventPosition | null {
  const [, timestamp, id] = /^(\d{1,14})-([\w-]{1,64})$/.exec(queryParam(ctx, name) ?? '') ?? []
  const at = new Date(Number(timestamp))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id }
}
