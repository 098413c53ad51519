import { createHash } from 'node:crypto'
import pg from 'pg'
import { postgresSchema, setSearchPath } from './postgres-schema.js'
import { type DatabaseError, unavailableError } from './database-error.js'
import {
  type Database,
  type DatabaseOptions,
  type Executor,
  MAX_PREPARED_STATEMENTS,
  type Row,
  STATEMENT_TIMEOUT_MS,
  TRANSACTION_TIMEOUT_MS,
} from './executor.js'
import { CHANGED_RESULT, isConnectionLost, isRefusedAsPrepared, toDatabaseError } from './postgres-errors.js'
import { type PostgresResult, type PostgresStatement, sendStatements } from './postgres-query.js'
import { getTypeParser, toPostgresValue } from './postgres-values.js'
import { raw, type Sql, toText } from './sql.js'

const CONNECT_TIMEOUT_MS = 3000
const DEFAULT_POOL_SIZE = 20

const BEGIN = raw('BEGIN')
const COMMIT = raw('COMMIT')
const ROLLBACK = raw('ROLLBACK')

// In a statement, because PgBouncer refuses connections whose startup message has these parameters. The pool waits for the
// result, which the type of its option does not say.
function prepareConnection(schema: string | null): (connection: pg.ClientBase) => unknown {
  const statements = [
    `SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    `SET idle_in_transaction_session_timeout = ${TRANSACTION_TIMEOUT_MS}`,
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
  readonly #onStatement: ((sql: string) => void) | undefined
  #prepared: boolean
  /** The name of each prepared statement, by its text. */
  readonly #names = new Map<string, string>()
  /** Part of the names, so that a connection does not know the ones given after they were forgotten. */
  #generation = 1
  /** Text and name of statements by their pieces, which is found without making the text. */
  #described = new WeakMap<readonly string[], Omit<PostgresStatement, 'values'>>()

  constructor(
    url: string,
    { onStatement, prepared = true, poolSize = DEFAULT_POOL_SIZE }: DatabaseOptions = {},
  ) {
    this.#onStatement = onStatement
    this.#prepared = prepared
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
    return this.#alone((client) => client.rows(statement))
  }

  run(statement: Sql): Promise<number> {
    return this.#alone((client) => client.run(statement))
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

  /** The text of a statement, and its name if the server is to keep it prepared. */
  describe(statement: Sql): PostgresStatement {
    const known = this.#described.get(statement.strings) ?? this.#describeText(statement)
    return { ...known, values: statement.values.map(toPostgresValue) }
  }

  #describeText(statement: Sql): Omit<PostgresStatement, 'values'> {
    const text = toText(statement, (position) => `$${position}`)
    const described = { text, name: this.#nameOf(text) }
    this.#described.set(statement.strings, described)
    return described
  }

  report(text: string): void {
    this.#onStatement?.(text)
  }

  /**
   * Called when the server refuses a statement because of how it was prepared. After a change of tables, statements get new
   * names. Behind a pooler that gives each transaction another connection, they get none from now on.
   */
  forgetPrepared({ code }: DatabaseError): void {
    if (code !== CHANGED_RESULT) this.#prepared = false
    this.#generation += 1
    this.#names.clear()
    this.#described = new WeakMap()
  }

  // A name is made from the text: behind a pooler, a connection can know the statements of other processes, and would run
  // one of theirs if it had the same name.
  #nameOf(text: string): string | null {
    if (!this.#prepared) return null
    const existing = this.#names.get(text) ?? null
    if (existing !== null || this.#names.size >= MAX_PREPARED_STATEMENTS) return existing
    const digest = createHash('sha256').update(text).digest('base64url')
    const name = `portcullis_${this.#generation}_${digest}`
    this.#names.set(text, name)
    return name
  }

  // The server refuses a statement as it was prepared before it executes any of it, so that it can be sent again.
  async #alone<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    try {
      return await this.#withClient(work)
    } catch (error) {
      if (!isRefusedAsPrepared(error)) throw error
      return this.#withClient(work)
    }
  }

  async #withClient<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    const connection = await this.#connect()
    const client = new PostgresClient(this, connection)
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

/** One connection, for one statement or one transaction. */
class PostgresClient implements Executor {
  /** Whether the connection must not be used again. */
  isBroken = false
  readonly #database: PostgresDatabase
  readonly #connection: pg.PoolClient
  #failure: DatabaseError | null = null
  // "ended" from the moment when its transaction is about to end. A statement that comes later, from work that was not
  // waited for, would run after the end and outside the transaction.
  #state: 'open' | 'beginning' | 'ended' = 'open'

  constructor(database: PostgresDatabase, connection: pg.PoolClient) {
    this.#database = database
    this.#connection = connection
  }

  async rows(statement: Sql): Promise<readonly Row[]> {
    return (await this.#execute(this.#database.describe(statement))).rows
  }

  async run(statement: Sql): Promise<number> {
    return (await this.#execute(this.#database.describe(statement))).count
  }

  /** Begins a transaction with the next statement: the server gets both at once, so that there is no wait between them. */
  begin(): void {
    this.#state = 'beginning'
  }

  /** @throws DatabaseError when the server has rolled back instead */
  async commit(): Promise<void> {
    this.#assertUsable()
    const isEmpty = this.#state === 'beginning'
    this.#state = 'ended'
    if (isEmpty) return
    const { command } = await this.#send([this.#database.describe(COMMIT)])
    // The answer to the COMMIT of a transaction in which a statement has failed.
    if (command === 'ROLLBACK') throw this.#failure ?? unavailableError('the transaction was rolled back')
  }

  /** Rolls back; the server does it too, when the connection is closed. */
  async rollback(): Promise<void> {
    const isEmpty = this.#state === 'beginning'
    this.#state = 'ended'
    if (isEmpty || this.isBroken) return
    await this.#send([this.#database.describe(ROLLBACK)]).catch(() => {
      this.isBroken = true
    })
  }

  async #execute(statement: PostgresStatement): Promise<PostgresResult> {
    this.#assertUsable()
    const isFirst = this.#state === 'beginning'
    this.#state = 'open'
    return this.#send(isFirst ? [this.#database.describe(BEGIN), statement] : [statement])
  }

  #assertUsable(): void {
    if (this.#failure !== null) throw this.#failure
    if (this.#state === 'ended') throw unavailableError('the transaction has ended')
  }

  async #send(statements: readonly PostgresStatement[]): Promise<PostgresResult> {
    for (const { text } of statements) this.#database.report(text)
    try {
      return await sendStatements(this.#connection, statements)
    } catch (error) {
      const failure = toDatabaseError(error)
      if (isRefusedAsPrepared(failure)) this.#database.forgetPrepared(failure)
      if (isConnectionLost(failure)) this.isBroken = true
      // The first one is the cause of those that follow.
      this.#failure ??= failure
      throw this.#failure
    }
  }
}

const ignore = () => undefined
