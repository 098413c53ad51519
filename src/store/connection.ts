import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { isSqlite } from './database.js'
import { postgresSchema, setSearchPath } from './postgres-schema.js'
import { explainUnavailable } from './unavailable.js'

const CONNECT_TIMEOUT_MS = 3000

/** One connection to the database without Prisma, for migrations and for the check at the start. */
export interface Connection {
  readonly kind: 'sqlite' | 'postgres'
  /**
   * The rows of one statement.
   * @param values those of its parameters `$1`, `$2` and so on, each of which the statement has once and in order
   */
  queryRows(sql: string, values?: readonly string[]): Promise<unknown[]>
  close(): Promise<void>
}

export interface ConnectOptions {
  /** How long to wait for the lock of a SQLite file. */
  readonly busyTimeoutMs: number
  /** How long Postgres may take for a statement; by default, without a limit. */
  readonly statementTimeoutMs?: number
}

/**
 * Connects to the database at `url`.
 * @throws DatabaseUnavailableError that says which database, why, and what to check
 */
export async function connect(url: string, options: ConnectOptions): Promise<Connection> {
  try {
    return isSqlite(url)
      ? await connectToSqlite(sqlitePath(url), options)
      : await connectToPostgres(url, options)
  } catch (error) {
    throw explainUnavailable(error, url)
  }
}

/** Whether `url` names a SQLite file that does not exist. */
export function isMissingFile(url: string): boolean {
  return isSqlite(url) && !existsSync(sqlitePath(url))
}

/** Creates the SQLite file of `url`, which only its owner can read, and its folder, unless they exist. */
export function createSqliteFile(url: string): void {
  const path = sqlitePath(url)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw explainUnavailable(error, url)
  }
}

/** The path of the SQLite file of `url`. */
export function sqlitePath(url: string): string {
  return url.slice('file:'.length)
}

// Each driver is loaded only where it is needed, which saves time and memory.
async function connectToSqlite(
  path: string,
  { busyTimeoutMs }: Pick<ConnectOptions, 'busyTimeoutMs'>,
): Promise<Connection> {
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(path, { timeout: busyTimeoutMs, fileMustExist: true })
  const query = (sql: string, values: readonly string[] = []) => {
    const statement = database.prepare(sql.replaceAll(/\$\d+/g, '?'))
    if (statement.reader) return statement.all(values)
    statement.run(values)
    return []
  }
  try {
    // Opening reads nothing, so a file that is not a database fails here.
    query('SELECT 1 FROM sqlite_master')
  } catch (error) {
    // An open connection would lock the file for as long as this process lives.
    database.close()
    throw error
  }
  return {
    kind: 'sqlite',
    queryRows: (sql, values) =>
      new Promise((resolve) => {
        resolve(query(sql, values))
      }),
    close: () => {
      database.close()
      return Promise.resolve()
    },
  }
}

async function connectToPostgres(
  url: string,
  { statementTimeoutMs }: Pick<ConnectOptions, 'statementTimeoutMs'>,
): Promise<Connection> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'portcullis',
    // Not a parameter of the server, which PgBouncer would refuse; and this one also ends when the network is lost.
    ...(statementTimeoutMs === undefined ? {} : { query_timeout: statementTimeoutMs }),
  })
  // A connection that breaks while it is idle emits an error; the next statement fails with it, too.
  client.on('error', () => undefined)
  await client.connect()
  const schema = postgresSchema(url)
  if (schema !== null) await client.query(setSearchPath(schema))
  return {
    kind: 'postgres',
    queryRows: async (sql, values = []) => (await client.query<object>(sql, [...values])).rows,
    close: () => client.end(),
  }
}
