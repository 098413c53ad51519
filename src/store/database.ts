import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresClient } from './generated/postgres/client.js'
import { type Prisma, PrismaClient } from './generated/sqlite/client.js'
import { type MeasureStatement, measureStatements } from './measure-statements.js'
import { SqliteAdapterFactory } from './sqlite-adapter.js'
import { DatabaseUnavailableError } from './unavailable.js'

const BUSY_TIMEOUT_MS = 5000
const STATEMENT_TIMEOUT_MS = 5000
const CONNECT_TIMEOUT_MS = 3000
const POOL_SIZE = 20
/** Messages of the Postgres driver when it gets no connection or loses one; Prisma passes these errors on unnamed. */
const CONNECTION_ERRORS =
  /^(?:timeout (?:exceeded|expired)|Query read timeout|Connection terminated|Client has encountered a connection error)/

/** The Prisma client, or the client of an open transaction. */
export type Executor = Prisma.TransactionClient

/** Called once for each SQL statement; tests and benchmarks count with it. */
export type OnStatement = (sql: string) => void

/** Whether this URL names a SQLite file (`file:…`) rather than a Postgres server. */
export function isSqlite(url: string): boolean {
  return url.startsWith('file:')
}

/**
 * Opens the database at `url`. Nothing connects before the first statement.
 * @param measure does the work of each statement, and may measure it
 */
export function openClient(
  url: string,
  onStatement?: OnStatement,
  measure: MeasureStatement = (work) => work(),
): PrismaClient {
  const log = onStatement ? [{ emit: 'event' as const, level: 'query' as const }] : []
  const transactionOptions = { maxWait: BUSY_TIMEOUT_MS, timeout: 2 * STATEMENT_TIMEOUT_MS }
  if (isSqlite(url)) {
    const adapter = measureStatements(new SqliteAdapterFactory(url, BUSY_TIMEOUT_MS), measure)
    return reportStatements(new PrismaClient({ adapter, log, transactionOptions }), onStatement)
  }
  const adapter = new PrismaPg({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 2 * STATEMENT_TIMEOUT_MS,
  })
  measureStatements(adapter, measure)
  // Both clients are generated from one description of the models, and a test compares the two schemas with it. Their
  // types differ only in features of one database, which this code does not use.
  const client = new PostgresClient({ adapter, log, transactionOptions }) as unknown as PrismaClient
  return reportStatements(client, onStatement)
}

function reportStatements(client: PrismaClient, onStatement?: OnStatement): PrismaClient {
  if (onStatement) {
    // The type of a client without a log option lacks the event, although the client emits it.
    const emitter = client as PrismaClient<'query'>
    emitter.$on('query', (event) => {
      onStatement(event.query)
    })
  }
  return client
}

/** Whether the error says that a row with this unique value already exists. */
export function isUniqueConflict(error: unknown): boolean {
  return hasCode(error, 'P2002') || (hasCode(error, 'P2010') && /unique/i.test(readMessage(error)))
}

/** Whether the error says that a row which this one refers to does not exist (any more). */
export function isForeignKeyError(error: unknown): boolean {
  return hasCode(error, 'P2003') || (hasCode(error, 'P2010') && /foreign key/i.test(readMessage(error)))
}

/** Whether running the same transaction again can succeed: after conflicts, deadlocks and serialization failures. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConcurrentUpdateError || isUniqueConflict(error) || hasCode(error, 'P2034')
}

/** Whether the cause is the database and not our code: it is unreachable, too slow, full or read-only. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error instanceof DatabaseUnavailableError ||
    /^(?:PrismaClient(?!Validation)|DriverAdapterError)/.test(error.name) ||
    CONNECTION_ERRORS.test(error.message)
  )
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

/**
 * Another request changed a row that this transaction had read, so the transaction must be rolled back and run again.
 */
export class ConcurrentUpdateError extends Error {
  override readonly name = 'ConcurrentUpdateError'
}
