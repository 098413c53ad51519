import { DatabaseError } from './database-error.js'
import type { Database, DatabaseOptions } from './executor.js'
import { measureStatements } from './measure-statements.js'
import { type LoadModels, openPostgresModels, openSqliteModels } from './prisma.js'
import { DatabaseUnavailableError } from './unavailable.js'

/** Whether this URL names a SQLite file (`file:…`) rather than a Postgres server. */
export function isSqlite(url: string): boolean {
  return url.startsWith('file:')
}

/** A database, and Prisma's models on the same connections. */
export interface OpenedDatabase {
  readonly database: Database
  readonly loadModels: LoadModels
  readonly close: () => Promise<void>
}

/**
 * Opens the database at `url`. Nothing connects before the first statement. The driver of the other database is not loaded.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<OpenedDatabase> {
  if (isSqlite(url)) {
    const { SqliteDatabase } = await import('./sqlite-database.js')
    const database = new SqliteDatabase(url.slice('file:'.length), options)
    return withModels(measure(database, options), () => openSqliteModels(database, options))
  }
  const { PostgresDatabase } = await import('./postgres-database.js')
  const database = new PostgresDatabase(url, options)
  return withModels(measure(database, options), () => openPostgresModels(database, options))
}

function measure(database: Database, options: DatabaseOptions): Database {
  return options.measure === undefined ? database : measureStatements(database, options.measure)
}

function withModels(database: Database, open: LoadModels): OpenedDatabase {
  let models: ReturnType<LoadModels> | null = null
  return {
    database,
    loadModels: () => (models ??= open()),
    close: async () => {
      await (await models)?.$disconnect()
      await database.close()
    },
  }
}

/** Whether the error says that a row with this unique value already exists. */
export function isUniqueConflict(error: unknown): boolean {
  return isOfKind(error, 'unique') || hasCode(error, 'P2002')
}

/** Whether the error says that a row which this one refers to does not exist (any more). */
export function isForeignKeyError(error: unknown): boolean {
  return isOfKind(error, 'foreign-key') || hasCode(error, 'P2003')
}

/** Whether running the same transaction again can succeed: after conflicts, deadlocks and serialization failures. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof ConcurrentUpdateError ||
    isUniqueConflict(error) ||
    isOfKind(error, 'conflict') ||
    hasCode(error, 'P2034')
  )
}

/** Whether the cause is the database and not our code: it is unreachable, too slow, full or read-only. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error instanceof DatabaseUnavailableError ||
    error instanceof DatabaseError ||
    /^(?:PrismaClient(?!Validation)|DriverAdapterError)/.test(error.name)
  )
}

function isOfKind(error: unknown, kind: DatabaseError['kind']): boolean {
  return error instanceof DatabaseError && error.kind === kind
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/**
 * Another request changed a row that this transaction had read, so the transaction must be rolled back and run again.
 */
export class ConcurrentUpdateError extends Error {
  override readonly name = 'ConcurrentUpdateError'
}
