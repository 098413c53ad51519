import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { toSqliteValue } from '../../src/store/sqlite-values.js'
import type { SqlValue } from '../../src/store/sql.js'

/** A row by its columns; every row of a call has the same ones. */
export type InsertedRow = Readonly<Record<string, SqlValue>>

/** Inserts thousands of rows. Prisma's `createMany` takes seconds for as many. */
export async function insertMany(url: string, table: string, rows: readonly InsertedRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map((name) => `"${name}"`)
  const into = `INSERT INTO "${table}" (${columns.join(', ')})`
  if (url.startsWith('file:')) {
    const database = new Sqlite(url.slice('file:'.length))
    const insert = database.prepare(`${into} VALUES (${columns.map(() => '?').join(', ')})`)
    database.transaction(() => {
      for (const row of rows) insert.run(Object.values(row).map(toSqliteValue))
    })()
    database.close()
    return
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const parsed = `json_populate_recordset(NULL::"${table}", $1::json)`
    const values = JSON.stringify(rows.map(withHexBytes))
    await client.query(`${into} SELECT ${columns.join(', ')} FROM ${parsed}`, [values])
  } finally {
    await client.end()
  }
}

/** Bytes in the notation of Postgres. */
function withHexBytes(row: InsertedRow): Readonly<Record<string, unknown>> {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value,
  ])
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>
}
