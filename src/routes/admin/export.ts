import { Readable } from 'node:stream'
import type { Context } from 'koa'
import type { EventRow, EventSearch } from '../../store/events.js'
import type { UserListItem, UserMatches, UserSearch } from '../../store/user-lists.js'
import type { Services } from '../services.js'

const BATCH_SIZE = 500
const MAX_ROWS = 50_000

export type ExportFormat = 'csv' | 'json'

/** A line of an exported list: the same members in every line. */
export type ExportedLine = Readonly<Record<string, string | null>>

/** A file of lines. */
export interface ExportedFile {
  readonly format: ExportFormat
  /** The name of the file, without the day and the ending. */
  readonly name: string
  /** The members of a line, in the order of the columns. */
  readonly columns: readonly string[]
}

/** Responds with lines as a file. They are read and sent in batches. */
export function sendLines(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  { format, name, columns }: ExportedFile,
  batches: AsyncIterable<readonly ExportedLine[]>,
): void {
  const day = clock().toISOString().slice(0, 10)
  ctx.attachment(`${name}-${day}.${format}`)
  ctx.set('Cache-Control', 'no-store')
  ctx.type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  ctx.body = Readable.from(format === 'csv' ? toCsv(batches, columns) : toJson(batches))
}

/**
 * Responds with all events of a search as a file, newest first, at most 50,000.
 * @param toLines converts a batch
 */
export function sendExport(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  ctx: Context,
  {
    search,
    toLines,
    ...file
  }: ExportedFile & {
    readonly search: EventSearch
    readonly toLines: (rows: readonly EventRow[]) => Promise<readonly ExportedLine[]>
  },
): void {
  async function* batches(): AsyncGenerator<readonly ExportedLine[]> {
    let range = search
    for (let count = 0; count < MAX_ROWS;) {
      const { rows, stoppedAt } = await store.searchEvents(range, Math.min(BATCH_SIZE, MAX_ROWS - count))
      if (rows.length > 0) yield await toLines(rows)
      count += rows.length
      const last = stoppedAt ?? (rows.length === BATCH_SIZE ? rows.at(-1) : undefined)
      if (last === undefined) return
      range = { ...range, before: { at: last.at, id: last.id } }
    }
  }
  sendLines({ clock }, ctx, file, batches())
}

/** The users of a search in batches, by user name, at most 50,000. */
export async function* listUserBatches(
  { store }: Pick<Services, 'store'>,
  search: UserSearch,
): AsyncGenerator<readonly UserListItem[]> {
  let after: string | null = null
  for (let count = 0; count < MAX_ROWS;) {
    const limit = Math.min(BATCH_SIZE, MAX_ROWS - count)
    const matches: UserMatches = await store.searchUsers(search, after, limit)
    if (matches.users.length > 0) yield matches.users
    count += matches.users.length
    after =
      matches.stoppedAt ?? (matches.users.length === limit ? (matches.users.at(-1)?.username ?? null) : null)
    if (after === null) return
  }
}

async function* toCsv(
  batches: AsyncIterable<readonly ExportedLine[]>,
  columns: readonly string[],
): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const lines of batches)
    yield lines.map((line) => csvLine(columns.map((column) => line[column] ?? ''))).join('')
}

async function* toJson(batches: AsyncIterable<readonly ExportedLine[]>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const lines of batches) {
    yield separator + lines.map((line) => JSON.stringify(line)).join(',\n')
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

/**
 * A line of CSV (RFC 4180). Spreadsheets run a cell that begins with one of these characters as a formula, so it gets an
 * apostrophe in front, which makes it text.
 */
function csvLine(cells: readonly string[]): string {
  const quote = (cell: string) => {
    const text = /^\s*[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
    return `"${text.replaceAll('"', '""')}"`
  }
  return `${cells.map(quote).join(',')}\r\n`
}
