import type Sqlite from 'better-sqlite3'
import type { Row } from './executor.js'
import type { SqlValue } from './sql.js'

/** The values of a row as the driver returns them, in the order of the columns. */
export type StoredRow = readonly unknown[]

type Decode = (value: unknown) => unknown

/** A column of a statement, and how to read its values; null for values that are as the driver returns them. */
interface Column {
  readonly name: string
  readonly decode: Decode | null
}

/** The columns of a statement. */
export type Columns = readonly Column[]

/** A value as SQLite stores it, in the format of Prisma: times as text in UTC, booleans as 0 and 1. */
export function toSqliteValue(value: SqlValue): string | number | bigint | Uint8Array | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Date ? `${value.toISOString().slice(0, -1)}+00:00` : value
}

/** How to read the columns of a statement, by their declared types. */
export function toColumns(columns: readonly Sqlite.ColumnDefinition[]): Columns {
  return columns.map(({ name, type }) => ({ name, decode: DECODERS[type?.toUpperCase() ?? ''] ?? null }))
}

/** By declared type; values of all other types are numbers, strings or bytes already. */
const DECODERS: Readonly<Partial<Record<string, Decode>>> = {
  BOOLEAN: (value) => (typeof value === 'number' ? value !== 0 : value),
  DATETIME: decodeDate,
  BLOB: (value) =>
    value instanceof Uint8Array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value,
}

function decodeDate(value: unknown): unknown {
  if (typeof value === 'number') return new Date(value)
  if (typeof value !== 'string') return value
  // CURRENT_TIMESTAMP, the default of a column, is a time in UTC that does not say so.
  return new Date(/^[\d-]+ [\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value)
}

/** Reads a row. The driver could return objects, too, which takes several times as long. */
export function decodeRow(values: StoredRow, columns: Columns): Row {
  const row: Record<string, unknown> = {}
  let index = 0
  for (const { name, decode } of columns) {
    row[name] = decode === null ? values[index] : decode(values[index])
    index += 1
  }
  return row
}
