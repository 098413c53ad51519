import type { Row } from '../../store/executor.js'
import { join, quoteName, raw, sql } from '../../store/sql.js'
import { type SourceDatabase, SourceDatabaseError } from '../../store/source-database.js'
import type { Imported } from '../../public-types.js'
import type { RejectedPerson } from '../candidate.js'

/** A person as a source reads them, whose accounts still have the provider's name of the other system. */
export type SourcePerson = Imported | RejectedPerson

/** Reads the people of one system from its database. */
export type ReadSource = (database: SourceDatabase, options: SourceOptions) => AsyncIterable<SourcePerson>

export interface SourceOptions {
  /** The table of users, where the system can have another than its own. */
  readonly userTable: string | null
  /** Providers whose accounts stay behind, by the names of the other system. */
  readonly skipped: ReadonlySet<string>
}

/** A text, or null for another value and for an empty one. Numbers, such as IDs, become texts. */
export function readText(row: Row, column: string): string | null {
  const value = row[column]
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A truth value as SQLite and Postgres write it. */
export function readBoolean(row: Row, column: string): boolean {
  const value = row[column]
  return value === true || value === 1 || value === '1' || value === 't' || value === 'true'
}

/** Below it, a number is one of seconds: as milliseconds it would be in 1973 or earlier. */
const MIN_MILLISECONDS = 1e11

/** A moment: an ISO 8601 text, in UTC if it names no zone, or a number of (milli)seconds. Null for another value. */
export function readDate(row: Row, column: string): Date | null {
  const value = row[column]
  const date =
    typeof value === 'number'
      ? new Date(value < MIN_MILLISECONDS ? value * 1000 : value)
      : parseDate(readText(row, column) ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}

function parseDate(text: string): Date {
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00')
  return new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
}

/** Only the members that have a value. */
export function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> }
}

/** The first of these tables that exists and has all these columns. @throws SourceDatabaseError if there is none */
export async function requireTable(
  database: Pick<SourceDatabase, 'listColumns'>,
  names: readonly string[],
  columns: readonly string[],
): Promise<string> {
  for (const name of names) {
    const present = await database.listColumns(name)
    if (present.length > 0 && columns.every((column) => present.includes(column))) return name
  }
  throw new SourceDatabaseError(
    `The database to import from has no table ${names.join(' or ')} with the columns ${columns.join(', ')}. Is it the right system, database and schema?`,
  )
}

/** The rows that refer to these users, by the text of the user's ID. */
export async function readByUser(
  database: Pick<SourceDatabase, 'rows'>,
  { table, columns, userColumn }: ReferringTable,
  users: readonly Row[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const ids = users.flatMap(({ id }) => (typeof id === 'string' || typeof id === 'number' ? [id] : []))
  const byUser = new Map<string, Row[]>()
  if (ids.length === 0) return byUser
  const list = raw([userColumn, ...columns].map(quoteName).join(', '))
  const rows = await database.rows(
    sql`SELECT ${list} FROM ${raw(quoteName(table))} WHERE ${raw(quoteName(userColumn))} IN (${join(ids)})`,
  )
  for (const row of rows) {
    const id = readText(row, userColumn) ?? ''
    byUser.set(id, [...(byUser.get(id) ?? []), row])
  }
  return byUser
}

/** A table whose rows belong to users. */
export interface ReferringTable {
  readonly table: string
  readonly userColumn: string
  readonly columns: readonly string[]
}
