import pg from 'pg'
import { postgresSchema, setSearchPath } from './postgres-schema.js'
import {
  type Database,
  type DatabaseOptions,
  type Executor,
  type Row,
  STATEMENT_TIMEOUT_MS,
  TRANSACTION_TIMEOUT_MS,
  writeAtOnce,
  type WriteChecks,
} from './executor.js'
import { PostgresClient } from './postgres-client.js'
import { isRefusedAsPrepared, toDatabaseError } from './postgres-errors.js'
import { PostgresStatements } from './postgres-statements.js'
import { getTypeParser } from './postgres-values.js'
import type { Sql } from './sql.js'

const CONNECT_TIMEOUT_MS = 3000
const DEFAULT_POOL_SIZE = 20

/**
 * A database or a role can have other settings. Times and strings would then be written in another way, and a statement that
 * has waited for another one would fail.
 */
const READING_SETTINGS = [
  'SET datestyle = ISO',
  'SET standard_conforming_strings = on',
  `SET default_transaction_isolation = 'read committed'`,
]

// In a statement, because PgBouncer refuses connections whose startup message has these parameters. The pool waits for the
// result, which the type of its option does not say.
function prepareConnection(schema: string | null): (connection: pg.ClientBase) => unknown {
  const statements = [
    `SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    `SET idle_in_transaction_session_timeout = ${TRANSACTION_TIMEOUT_MS}`,
    ...READING_SETTINGS,
    ...(schema === null ? [] : [setSearchPath(schema)]),
  ]
  return (connection) => connection.query(statements.join('; '))
}

/** A Postgres database with a pool of connections. Nothing connects before the first statement. */
export class PostgresDatabase implements Database {
  /** The pool, for Prisma's models. */
  readonly pool: pg.Pool
  /** The schema of the tables; null for that of the role. */
  readonly schema: string | null
  readonly #statements: PostgresStatements

  constructor(url: string, options: DatabaseOptions = {}) {
    const { prepared = true, poolSize = DEFAULT_POOL_SIZE } = options
    this.#statements = new PostgresStatements(options)
    this.schema = postgresSchema(url)
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      // Without prepared statements, the next transaction gets another connection, perhaps of another program.
      ...(prepared ? { onConnect: prepareConnection(this.schema) } : {}),
      types: { getTypeParser },
    })
    // A lost connection fails its next statement. Without listeners, it would end the process.
    this.pool.on('error', ignore)
    this.pool.on('connect', (client) => client.on('error', ignore))
  }

  rows(statement: Sql): Promise<readonly Row[]> {
    return this.#runAndRetry((client) => client.rows(statement))
  }

  run(statement: Sql): Promise<number> {
    return this.#runAndRetry((client) => client.run(statement))
  }

  write(statement: Sql, checks?: WriteChecks): Promise<void> {
    return writeAtOnce(() => this.run(statement), checks)
  }

  /** Outside of transactions, no write waits. */
  sendWrites(): Promise<void> {
    return Promise.resolve()
  }

  transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T> {
    return this.#withClient(async (client) => {
      client.begin()
      try {
        const result = await work(client)
        await client.commit()
        return result
      } catch (error) {
        await client.rollback()
        throw error
      }
    })
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end()
  }

  // The server refuses a statement as it was prepared before it executes any of it, so that it can be sent again.
  async #runAndRetry<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    try {
      return await this.#withClient(work)
    } catch (error) {
      if (!isRefusedAsPrepared(error)) throw error
      return this.#withClient(work)
    }
  }

  async #withClient<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    const connection = await this.#connect()
    const client = new PostgresClient(this.#statements, connection)
    try {
      return await work(client)
    } finally {
      connection.release(client.isBroken)
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw toDatabaseError(error)
    }
  }
}

function ignore(): void {
  // Nothing to do.
}
