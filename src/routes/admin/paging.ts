import type { Context } from 'koa'
import type { EventRow } from '../../store/events.js'
import { queryParameter } from '../parts.js'

/** Where the page before has ended, by the address of this one; null on the first, and for what is no place. */
export function cursorIn(ctx: Context): Pick<EventRow, 'at' | 'id'> | null {
  const [, moment, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(queryParameter(ctx, 'before') ?? '') ?? []
  const at = new Date(Number(moment))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id }
}

/** The query of the next page; null when these rows, of which one more than a page was asked for, are the last. */
export function cursorOf(
  rows: readonly Pick<EventRow, 'at' | 'id'>[],
  most: number,
  query: Readonly<Record<string, string>>,
): string | null {
  const last = rows.length > most ? rows[most - 1] : undefined
  if (last === undefined) return null
  return new URLSearchParams({ ...query, before: `${last.at.getTime()}-${last.id}` }).toString()
}
