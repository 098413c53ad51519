import type { Row } from '../../store/executor.js'
import { join, raw, sql } from '../../store/sql.js'
import {
  quoteSourceName,
  sourceColumns,
  type SourceDatabase,
  SourceDatabaseError,
  type SourceTable,
} from '../../store/source-database.js'
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
export function readRowText(row: Row, column: string): string | null {
  const value = row[column]
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A truth value as SQLite and Postgres write it. */
export function readRowBoolean(row: Row, column: string): boolean {
  const value = row[column]
  return value === true || value === 1 || value === '1' || value === 't' || value === 'true'
}

/** Below it, a number is one of seconds: as milliseconds it would be in 1973 or earlier. */
const MIN_MILLISECONDS = 1e11

/** A moment: an ISO 8601 text, in UTC if it names no zone, or a number of (milli)seconds. Null for another value. */
export function readRowDate(row: Row, column: string): Date | null {
  const value = row[column]
  const date =
    typeof value === 'number'
      ? new Date(value < MIN_MILLISECONDS ? value * 1000 : value)
      : parseDate(readRowText(row, column) ?? '')
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
export function dropMissing<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> }
}

/** A table of the other system that a reader needs. */
export interface WantedTable {
  /** The names that it can have, the usual one first. */
  readonly names: readonly string[]
  readonly required: readonly string[]
  /** Read where the table has them. */
  readonly optional?: readonly string[]
}

/**
 * The first of these tables that exists and has all required columns. A column may be spelled in snake case, as programs
 * with Drizzle or with `@map` of Prisma do.
 * @throws SourceDatabaseError if there is none
 */
export async function requireTable(
  database: Pick<SourceDatabase, 'listColumns'>,
  { names, required, optional = [] }: WantedTable,
): Promise<SourceTable> {
  for (const name of names) {
    const present = await database.listColumns(name)
    const columns = new Map<string, string>()
    for (const column of [...required, ...optional]) {
      const spelling = [column, toSnakeCase(column)].find((each) => present.includes(each))
      if (spelling !== undefined) columns.set(column, spelling)
    }
    if (required.every((column) => columns.has(column))) return { name, columns }
  }
  throw new SourceDatabaseError(
    `The database to import from has no table ${names.join(' or ')} with the columns ${required.join(', ')}. Is it the right system, database and schema?`,
  )
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}

/** The rows that refer to these users, by the text of the user's ID. */
export async function readByUser(
  database: Pick<SourceDatabase, 'rows'>,
  { table, userColumn }: ReferringTable,
  users: readonly Row[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const ids = users.flatMap(({ id }) => (typeof id === 'string' || typeof id === 'number' ? [id] : []))
  const byUser = new Map<string, Row[]>()
  if (ids.length === 0) return byUser
  const reference = raw(quoteSourceName(table.columns.get(userColumn) ?? userColumn))
  const rows = await database.rows(
    sql`SELECT ${sourceColumns(table)} FROM ${raw(quoteSourceName(table.name))} WHERE ${reference} IN (${join(ids)})`,
  )
  for (const row of rows) {
    const id = readRowText(row, userColumn) ?? ''
    const known = byUser.get(id)
    if (known === undefined) byUser.set(id, [row])
    else known.push(row)
  }
  return byUser
}

/** A table whose rows belong to users. */
export interface ReferringTable {
  readonly table: SourceTable
  readonly userColumn: string
}
