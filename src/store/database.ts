import { DatabaseError } from './database-error.js'
import type { Database, DatabaseOptions } from './executor.js'
import { measureDatabase } from './measure-statements.js'
import { DatabaseUnavailableError } from './unavailable.js'

/** Whether this URL names a SQLite file (`file:…`) rather than a Postgres server. */
export function isSqlite(url: string): boolean {
  return url.startsWith('file:')
}

/**
 * Opens the database at `url`. Nothing connects before the first statement. The driver of the other database is not loaded.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const database = await open(url, options)
  return options.measure === undefined ? database : measureDatabase(database, options.measure)
}

async function open(url: string, options: DatabaseOptions): Promise<Database> {
  if (isSqlite(url)) {
    const { SqliteDatabase } = await import('./sqlite-database.js')
    return new SqliteDatabase(url.slice('file:'.length), options)
  }
  const { PostgresDatabase } = await import('./postgres-database.js')
  return new PostgresDatabase(url, options)
}

/** Whether the error says that a row with this unique value already exists. */
export function isUniqueConflict(error: unknown): boolean {
  return isOfKind(error, 'unique')
}

/** Whether the error says that a row which this one refers to does not exist (any more). */
export function isForeignKeyError(error: unknown): boolean {
  return isOfKind(error, 'foreign-key')
}

/** Whether running the same transaction again can succeed: after conflicts, deadlocks and serialization failures. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConcurrentUpdateError || isUniqueConflict(error) || isOfKind(error, 'conflict')
}

/** Whether the cause is the database and not our code: it is unreachable, too slow, full or read-only. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || error instanceof DatabaseError
}

function isOfKind(error: unknown, kind: DatabaseError['kind']): boolean {
  return error instanceof DatabaseError && error.kind === kind
}

/**
 * Another request changed a row that this transaction had read, so the transaction must be rolled back and run again.
 */
export class ConcurrentUpdateError extends Error {
  override readonly name = 'ConcurrentUpdateError'
}
