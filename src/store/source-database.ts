import { statSync } from 'node:fs'
import type { Row } from './executor.js'
import { postgresSchema } from './postgres-schema.js'
import { join, raw, type Sql, sql, toText } from './sql.js'
import { toSqliteValue } from './sqlite-values.js'

const CONNECT_TIMEOUT_MS = 10_000
/**
 * A page of a table without an index may take long, and the indexes of another system's database are not ours to
 * change.
 */
const SOURCE_STATEMENT_TIMEOUT_MS = 120_000

/**
 * The database of another system: it can only be read, and stays as it was when reading began. Postgres returns all values
 * as texts, SQLite as it stores them.
 */
export interface SourceDatabase {
  /**
   * The columns of a table or view of the schema that the role may read; none if there is no such table.
   * @throws SourceDatabaseError when there is one, and the role may read none of its columns
   */
  listColumns(table: string): Promise<readonly string[]>
  /** @throws SourceDatabaseError when the database cannot answer */
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
    throw toSourceError(error)
  }
}

function toSourceError(error: unknown): SourceDatabaseError {
  if (error instanceof SourceDatabaseError) return error
  // The driver of SQLite has a class of its own for errors.
  const message: unknown =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : ''
  const reason = typeof message === 'string' && message !== '' ? message : 'it does not respond'
  return new SourceDatabaseError(`The database to import from cannot be read: ${reason}`, { cause: error })
}

// Each driver is loaded only where it is needed, which saves time and memory.
async function openSqlite(path: string): Promise<SourceDatabase> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new SourceDatabaseError(`There is no database at ${path}.`)
  const { default: Sqlite } = await import('better-sqlite3')
  const driver = new Sqlite(path, { readonly: true, fileMustExist: true })
  // IDs of 64 bits would lose digits as numbers of JavaScript.
  driver.defaultSafeIntegers(true)
  const rows = (statement: Sql): Row[] => {
    try {
      const prepared = driver.prepare<unknown[], Row>(toText(statement, () => '?'))
      return prepared.all(...statement.values.map(toSqliteValue)).map(toSafeNumbers)
    } catch (error) {
      throw toSourceError(error)
    }
  }
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

/** A number that is too large for JavaScript becomes a text, which SQLite compares with numbers as one. */
function toSafeNumbers(row: Row): Row {
  const entries = Object.entries(row).map(([column, value]) => {
    if (typeof value !== 'bigint') return [column, value]
    const number = Number(value)
    return [column, Number.isSafeInteger(number) ? number : String(value)]
  })
  return Object.fromEntries(entries) as Row
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
  try {
    await client.connect()
    const schema = postgresSchema(url)
    await client.query(`SET datestyle = ISO; SET statement_timeout = ${SOURCE_STATEMENT_TIMEOUT_MS}`)
    if (schema !== null) await client.query(`SET search_path = ${quoteSourceName(schema)}`)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  } catch (error) {
    // An open connection would keep the process from ending.
    await client.end().catch(() => undefined)
    throw error
  }
  const rows = async (statement: Sql): Promise<readonly Row[]> => {
    const text = toText(statement, (position) => `$${position}`)
    try {
      return (await client.query<Row>({ text, values: [...statement.values] })).rows
    } catch (error) {
      throw toSourceError(error)
    }
  }
  return { listColumns: (table) => listPostgresColumns(rows, table), rows, close: () => client.end() }
}

// Not information_schema, which does not show tables that the role may not read.
async function listPostgresColumns(rows: SourceDatabase['rows'], table: string): Promise<readonly string[]> {
  const [place] = await rows(
    sql`SELECT current_schema() AS "schema", current_setting('search_path') AS "path", current_user AS "role"`,
  )
  if (place?.['schema'] == null)
    throw new SourceDatabaseError(
      `The database to import from has no schema ${String(place?.['path'])}, or the role ${String(place?.['role'])} may not use it.`,
    )
  const found = await rows(sql`
    SELECT a.attname AS "name", has_column_privilege(c.oid, a.attnum, 'SELECT') AS "readable"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ${table}
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`)
  const readable = found.filter(({ readable }) => readable === 't')
  if (found.length > 0 && readable.length === 0)
    throw new SourceDatabaseError(
      `The role ${String(place['role'])} may not read the table ${table} of the database to import from.`,
    )
  return readable.map(({ name }) => String(name))
}

/** Any name that the other system may have, as a part of a statement. */
export function quoteSourceName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A table of the other system, and the columns of it that are read: by the name that the reader uses, that of the table. */
export interface SourceTable {
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
}

/** The columns of a table, for SELECT, under the names that the reader uses. */
export function sourceColumns({ columns }: SourceTable): Sql {
  return join([...columns].map(([as, name]) => raw(`${quoteSourceName(name)} AS ${quoteSourceName(as)}`)))
}

const PAGE_SIZE = 500

/**
 * Reads a table in the order of its column `id`, in pages, so that no more than one is in memory.
 * @throws SourceDatabaseError when the IDs are neither texts nor numbers
 */
export async function* readPages(
  database: Pick<SourceDatabase, 'rows'>,
  table: SourceTable,
): AsyncGenerator<readonly Row[]> {
  const [from, by] = [raw(quoteSourceName(table.name)), raw(quoteSourceName(table.columns.get('id') ?? 'id'))]
  let after: Sql = sql``
  for (;;) {
    const page = await database.rows(
      sql`SELECT ${sourceColumns(table)} FROM ${from} ${after} ORDER BY ${by} LIMIT ${PAGE_SIZE}`,
    )
    if (page.length > 0) yield page
    if (page.length < PAGE_SIZE) return
    const last = page.at(-1)?.['id']
    if (typeof last !== 'string' && typeof last !== 'number')
      throw new SourceDatabaseError(
        `The column id of the table ${table.name} of the database to import from has values that are neither texts nor numbers.`,
      )
    after = sql`WHERE ${by} > ${last}`
  }
}
