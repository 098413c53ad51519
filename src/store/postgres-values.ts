import pg from 'pg'
import type { SqlValue } from './sql.js'

const { BOOL, BYTEA, FLOAT4, FLOAT8, INT2, INT4, INT8, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins

/** Columns of the type `timestamp(3)` hold times in UTC; the driver would read them as local times. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
  [TIMESTAMPTZ, (text) => new Date(text)],
  [INT8, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))],
  ...[INT2, INT4, FLOAT4, FLOAT8].map((type) => [type, Number] as const),
  [BOOL, (text) => text === 't'],
  [BYTEA, (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))],
])

/** How to read the text of a value of this type. */
export function getTypeParser(type: number): (text: string) => unknown {
  return PARSERS.get(type) ?? String
}

/** A value as the driver sends it: text, or bytes. */
export function toPostgresValue(value: SqlValue): string | Buffer | null {
  if (typeof value === 'string' || value === null) return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return String(value)
}
