import type pg from 'pg'
import { unavailableError } from './database-error.js'
import { type Executor, type Row, unchangedError, type WriteChecks } from './executor.js'
import { isConnectionLost, isRefusedAsPrepared, toDatabaseError } from './postgres-errors.js'
import { type PostgresResult, type PostgresStatement, sendStatements } from './postgres-query.js'
import { hasChangedNothing, type PostgresStatements } from './postgres-statements.js'
import { raw, type Sql } from './sql.js'

const BEGIN = raw('BEGIN')
const COMMIT = raw('COMMIT')
const ROLLBACK = raw('ROLLBACK')

/** One connection, for one statement or one transaction. */
export class PostgresClient implements Executor {
  /** Whether the connection must not be used again. */
  isBroken = false
  readonly #statements: PostgresStatements
  readonly #connection: pg.PoolClient
  #failure: Error | null = null
  /** What is sent with the next statement: the BEGIN of a transaction, and writes. */
  #waiting: PostgresStatement[] = []
  /** Whether the BEGIN waits, so that the server knows nothing of the transaction. */
  #isBeginning = false
  // From the moment when its transaction is about to end. A statement that comes later, from work that was not waited for,
  // would run after the end and outside the transaction.
  #hasEnded = false

  constructor(statements: PostgresStatements, connection: pg.PoolClient) {
    this.#statements = statements
    this.#connection = connection
  }

  async rows(statement: Sql): Promise<readonly Row[]> {
    return (await this.#execute(statement)).rows
  }

  async run(statement: Sql): Promise<number> {
    return (await this.#execute(statement)).count
  }

  async write(statement: Sql, checks?: WriteChecks): Promise<void> {
    this.#assertUsable()
    this.#waiting.push(this.#statements.describe(statement, checks))
    return Promise.resolve()
  }

  async sendWrites(): Promise<void> {
    this.#assertUsable()
    if (this.#hasWrites) await this.#send()
  }

  /** Begins a transaction with the next statement: the server gets both at once, so that there is no wait between them. */
  begin(): void {
    this.#isBeginning = true
    this.#waiting.push(this.#statements.describe(BEGIN))
  }

  /** @throws DatabaseError when the server has rolled back instead; the error of a write that was still waiting */
  async commit(): Promise<void> {
    this.#assertUsable()
    this.#hasEnded = true
    if (this.#isBeginning && !this.#hasWrites) return
    // If a write fails, the server ignores the COMMIT behind it.
    const { command } = await this.#send(this.#statements.describe(COMMIT))
    // The answer to the COMMIT of a transaction in which a statement has failed.
    if (command === 'ROLLBACK') throw this.#failure ?? unavailableError('the transaction was rolled back')
  }

  /** Rolls back; the server does it too, when the connection is closed. */
  async rollback(): Promise<void> {
    this.#hasEnded = true
    this.#waiting = []
    if (this.#isBeginning || this.isBroken) return
    await this.#send(this.#statements.describe(ROLLBACK)).catch(() => {
      this.isBroken = true
    })
  }

  get #hasWrites(): boolean {
    return this.#waiting.length > (this.#isBeginning ? 1 : 0)
  }

  async #execute(statement: Sql): Promise<PostgresResult> {
    this.#assertUsable()
    return this.#send(this.#statements.describe(statement))
  }

  #assertUsable(): void {
    if (this.#failure !== null) throw this.#failure
    if (this.#hasEnded) throw unavailableError('the transaction has ended')
  }

  /** Sends what waits, and then this statement; resolves to the result of the last one. */
  #send(statement?: PostgresStatement): Promise<PostgresResult> {
    const statements = statement === undefined ? this.#waiting : [...this.#waiting, statement]
    this.#waiting = []
    this.#isBeginning = false
    for (const { text } of statements) this.#statements.report(text)
    return sendStatements(this.#connection, statements, (error, failed) => this.#fail(error, failed))
  }

  #fail(error: Error, failed: PostgresStatement | undefined): Error {
    const { mustChange = false, toError } = failed?.checks ?? {}
    const isUnchanged = mustChange && hasChangedNothing(error)
    const failure = isUnchanged ? unchangedError() : toDatabaseError(error)
    if (isRefusedAsPrepared(failure)) this.#statements.forgetPrepared(failure)
    if (!isUnchanged && isConnectionLost(failure)) this.isBroken = true
    // The first one is the cause of those that follow.
    const first = this.#failure ?? toError?.(failure) ?? failure
    this.#failure = first
    return first
  }
}
