import { existsSync } from 'node:fs'
import type { Row } from './executor.js'
import { postgresSchema, setSearchPath } from './postgres-schema.js'
import { quoteName, raw, type Sql, sql, toText } from './sql.js'
import { toSqliteValue } from './sqlite-values.js'

const CONNECT_TIMEOUT_MS = 10_000
/** A page of a table without an index may take long; the other system's database is not ours to judge. */
const SOURCE_STATEMENT_TIMEOUT_MS = 120_000

/**
 * The database of another system: it can only be read, and stays as it was when reading began. Postgres returns all values
 * as texts, SQLite as it stores them.
 */
export interface SourceDatabase {
  /** The columns of a table or view of the schema; none if there is no such table. */
  listColumns(table: string): Promise<readonly string[]>
  rows(statement: Sql): Promise<readonly Row[]>
  close(): Promise<void>
}

/** Thrown with a message for the administrator when a database cannot be opened for reading. */
export class SourceDatabaseError extends Error {
  override readonly name = 'SourceDatabaseError'
}

/**
 * Opens the database of another system for reading.
 * @param url `file:` and the path of a SQLite file, or a `postgres:` URL, with `?schema=` for another schema than the role's
 * @throws SourceDatabaseError when it cannot be read
 */
export async function openSourceDatabase(url: string): Promise<SourceDatabase> {
  try {
    return url.startsWith('file:') ? await openSqlite(url.slice('file:'.length)) : await openPostgres(url)
  } catch (error) {
    if (error instanceof SourceDatabaseError) throw error
    // The driver of SQLite has a class of its own for errors.
    const message: unknown =
      typeof error === 'object' && error !== null && 'message' in error ? error.message : ''
    const reason = typeof message === 'string' && message !== '' ? message : 'it does not respond'
    throw new SourceDatabaseError(`The database to import from cannot be read: ${reason}`, { cause: error })
  }
}

// Each driver is loaded only where it is needed, which saves time and memory.
async function openSqlite(path: string): Promise<SourceDatabase> {
  if (!existsSync(path)) throw new SourceDatabaseError(`There is no database at ${path}.`)
  const { default: Sqlite } = await import('better-sqlite3')
  const driver = new Sqlite(path, { readonly: true, fileMustExist: true })
  const rows = (statement: Sql): Row[] =>
    driver.prepare<unknown[], Row>(toText(statement, () => '?')).all(...statement.values.map(toSqliteValue))
  // One transaction, so that all pages are of one moment.
  driver.exec('BEGIN')
  rows(sql`SELECT COUNT(*) FROM sqlite_master`)
  return {
    listColumns: (table) =>
      Promise.resolve(
        rows(sql`SELECT "name" FROM pragma_table_info(${table})`).map(({ name }) => String(name)),
      ),
    rows: (statement) => Promise.resolve(rows(statement)),
    close: () => {
      driver.close()
      return Promise.resolve()
    },
  }
}

async function openPostgres(url: string): Promise<SourceDatabase> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // As text: the driver would read times without a zone in the zone of this process.
    types: { getTypeParser: () => (value: string | Buffer) => value },
  })
  // A lost connection fails the next statement; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  const schema = postgresSchema(url)
  await client.query(`SET statement_timeout = ${SOURCE_STATEMENT_TIMEOUT_MS}`)
  if (schema !== null) {
    quoteName(schema)
    await client.query(setSearchPath(schema))
  }
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const rows = async (statement: Sql): Promise<readonly Row[]> => {
    const text = toText(statement, (position) => `$${position}`)
    const result = await client.query<Row>({ text, values: [...statement.values] })
    return result.rows
  }
  return {
    listColumns: async (table) => {
      const found = await rows(sql`
        SELECT column_name AS "name" FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = ${table}`)
      return found.map(({ name }) => String(name))
    },
    rows,
    close: () => client.end(),
  }
}

const PAGE_SIZE = 500

/** Reads a table in the order of its key, in pages, so that no more than one is in memory. */
export async function* readPages(
  database: Pick<SourceDatabase, 'rows'>,
  table: string,
  key: string,
): AsyncGenerator<readonly Row[]> {
  const [from, by] = [raw(quoteName(table)), raw(quoteName(key))]
  let after: Sql = sql``
  for (;;) {
    const page = await database.rows(sql`SELECT * FROM ${from} ${after} ORDER BY ${by} LIMIT ${PAGE_SIZE}`)
    if (page.length > 0) yield page
    const last = page.at(-1)?.[key]
    if (page.length < PAGE_SIZE || (typeof last !== 'string' && typeof last !== 'number')) return
    after = sql`WHERE ${by} > ${last}`
  }
}
