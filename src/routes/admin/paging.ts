import type { Context } from 'koa'
import type { EventRow } from '../../store/events.js'
import { queryParam } from '../parts.js'

/** Where the page before has ended, by the address of this one; null on the first, and for what is no place. */
export function readCursor(ctx: Context): Pick<EventRow, 'at' | 'id'> | null {
  const [, timestamp, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(queryParam(ctx, 'before') ?? '') ?? []
  const at = new Date(Number(timestamp))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id }
}

/** The query of the next page; null when these rows, of which one more than a page was asked for, are the last. */
export function nextCursor(
  rows: readonly Pick<EventRow, 'at' | 'id'>[],
  pageSize: number,
  query: Readonly<Record<string, string>>,
): string | null {
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined
  if (last === undefined) return null
  return new URLSearchParams({ ...query, before: `${last.at.getTime()}-${last.id}` }).toString()
}
