import { DatabaseError } from './database-error.js'
import type { Sql } from './sql.js'

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

/**
 * Executes SQL statements: each in a transaction of its own, or all in the transaction that the executor belongs to.
 * Every method rejects with a `DatabaseError`.
 */
export interface Executor {
  /**
   * The rows of a statement. Values have the types of their columns, on both databases: a `Date` for a time, a boolean,
   * a number, a string, a `Uint8Array` for bytes.
   */
  rows(statement: Sql): Promise<readonly Row[]>
  /** Runs a statement that returns no rows; returns how many rows it inserted, changed or deleted. */
  run(statement: Sql): Promise<number>
  /**
   * Runs a write whose result nothing needs. In a transaction on Postgres it waits, and is sent together with the next
   * statement, or with the end of the transaction, which then takes one round trip for all of them. If it fails, nothing of
   * the transaction is committed, and what it was sent with rejects with its error.
   */
  write(statement: Sql, checks?: WriteChecks): Promise<void>
  /** Sends the writes that wait. */
  sendWrites(): Promise<void>
}

/** What is checked of a write. */
export interface WriteChecks {
  /** Whether a write that changes no row fails, as a conflict with another transaction. */
  readonly mustChange?: boolean
  /** What the write rejects with instead of this error. */
  readonly toError?: (error: DatabaseError) => Error
}

/** The error of a write that had to change a row. */
export function unchangedError(): DatabaseError {
  return new DatabaseError('conflict', null, new Error('another transaction has changed or deleted the row'))
}

/** Runs a write at once. @param run returns how many rows it has changed */
export async function writeAtOnce(
  run: () => Promise<number>,
  { mustChange = false, toError = (error) => error }: WriteChecks = {},
): Promise<void> {
  try {
    const count = await run()
    if (mustChange && count === 0) throw unchangedError()
  } catch (error) {
    throw error instanceof DatabaseError ? toError(error) : error
  }
}

/** A database. */
export interface Database extends Executor {
  /**
   * Runs `work` in one transaction: all of its writes or none. After a statement has failed, nothing is committed, even
   * if `work` ignores the error. `work` must not use the executor after it has ended.
   */
  transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Called once for each SQL statement; tests and benchmarks count with it. */
export type OnStatement = (sql: string) => void

/** Does the work of one statement, and measures it. */
export type MeasureStatement = <T>(work: () => Promise<T>) => Promise<T>

export interface DatabaseOptions {
  readonly onStatement?: OnStatement
  readonly measure?: MeasureStatement
  /**
   * Whether Postgres keeps prepared statements for a connection; true by default. Behind a pooler that gives each
   * transaction another connection (PgBouncer in transaction mode) it must be false.
   */
  readonly prepared?: boolean
  /** Called once when Postgres has refused statements as it does behind such a pooler, so that none is prepared any more. */
  readonly onPreparingStopped?: () => void
  /** The largest number of connections to Postgres. */
  readonly poolSize?: number
}

/** How long to wait for a connection, the write lock or another process, in milliseconds. */
export const WAIT_TIMEOUT_MS = 5000
/** How long one statement may take, in milliseconds. */
export const STATEMENT_TIMEOUT_MS = 5000
/** How long one transaction may take, in milliseconds. */
export const TRANSACTION_TIMEOUT_MS = 2 * STATEMENT_TIMEOUT_MS
/** How many different statements are kept prepared. The code has about 200. */
export const MAX_PREPARED_STATEMENTS = 500
