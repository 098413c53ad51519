import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresClient } from './generated/postgres/client.js'
import { type Prisma, PrismaClient } from './generated/sqlite/client.js'
import { SqliteAdapterFactory } from './sqlite-adapter.js'

const BUSY_TIMEOUT_MS = 5000
const STATEMENT_TIMEOUT_MS = 5000
const CONNECT_TIMEOUT_MS = 3000
const POOL_SIZE = 20
/** What the driver of Postgres says when it gets no connection or loses one; Prisma passes these on without a name. */
const CONNECTION_ERRORS =
  /^(?:timeout (?:exceeded|expired)|Query read timeout|Connection terminated|Client has encountered a connection error)/

/** The Prisma client, or the client of an open transaction. */
export type Executor = Prisma.TransactionClient

/** One event a statement; for counting in tests and benchmarks. */
export type OnStatement = (sql: string) => void

/** Whether this URL names a SQLite file (`file:...`); otherwise it is Postgres. */
export function isSqlite(url: string): boolean {
  return url.startsWith('file:')
}

/** Opens the database of `url`. Nothing is connected before the first statement. */
export function openClient(url: string, onStatement?: OnStatement): PrismaClient {
  const log = onStatement ? [{ emit: 'event' as const, level: 'query' as const }] : []
  const transactionOptions = { maxWait: BUSY_TIMEOUT_MS, timeout: 2 * STATEMENT_TIMEOUT_MS }
  if (isSqlite(url)) {
    const adapter = new SqliteAdapterFactory(url, BUSY_TIMEOUT_MS)
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
  // Both clients are generated from one description of the models; a test holds the two schemas against it. Their
  // types differ only in what single databases offer beyond that, which this code does not use.
  const client = new PostgresClient({ adapter, log, transactionOptions }) as unknown as PrismaClient
  return reportStatements(client, onStatement)
}

function reportStatements(client: PrismaClient, onStatement?: OnStatement): PrismaClient {
  if (onStatement) {
    // Without a log option in its type the client does not offer the event, though it emits it.
    const emitter = client as PrismaClient<'query'>
    emitter.$on('query', (event) => {
      onStatement(event.query)
    })
  }
  return client
}

/** Whether the error says that a row with this unique value is there already. */
export function isUniqueConflict(error: unknown): boolean {
  return hasCode(error, 'P2002') || (hasCode(error, 'P2010') && /unique/i.test(readMessage(error)))
}

/** Whether the error says that a row which this one belongs to is not there (any more). */
export function isForeignKeyError(error: unknown): boolean {
  return hasCode(error, 'P2003') || (hasCode(error, 'P2010') && /foreign key/i.test(readMessage(error)))
}

/** Whether doing the same transaction again can help: conflicts, deadlocks, serialization failures. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConcurrentUpdateError || isUniqueConflict(error) || hasCode(error, 'P2034')
}

/** Whether the database, rather than our code, is at fault: it is away, too slow, full or read-only. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
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

/** Somebody else changed what this transaction had read: it must be taken back and run again. */
export class ConcurrentUpdateError extends Error {
  override readonly name = 'ConcurrentUpdateError'
}
