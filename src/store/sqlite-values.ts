import type Sqlite from 'better-sqlite3'
import type { SqlValue } from './sql.js'

/** A row as the driver returns it. */
export type StoredRow = Record<string, unknown>

type Decode = (value: unknown) => unknown

/** How to read the columns of a statement that need it. */
export type Decoders = readonly (readonly [column: string, decode: Decode])[]

/** A value as SQLite stores it, in the format of Prisma: times as text in UTC, booleans as 0 and 1. */
export function toSqliteValue(value: SqlValue): string | number | bigint | Uint8Array | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value
}

/** The columns of a statement whose values SQLite stores as another type. */
export function toDecoders(columns: readonly Sqlite.ColumnDefinition[]): Decoders {
  return columns.flatMap(({ name, type }) => {
    const decode = DECODERS[type?.toUpperCase() ?? '']
    return decode === undefined ? [] : [[name, decode] as const]
  })
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

/** Reads a row that the driver has just created, in place. */
export function decodeRow(row: StoredRow, decoders: Decoders): void {
  for (const [column, decode] of decoders) row[column] = decode(row[column])
}
