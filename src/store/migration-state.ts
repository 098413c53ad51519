import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ENGLISH } from '../locales/locales.js'
import { ROOT } from '../package-root.js'
import { type Connection, connect, isMissingFile } from './connection.js'
import { isSqlite } from './database.js'
import { describeDriverError, explainUnavailable } from './unavailable.js'

/** How the migrations in the database differ from those of this release. */
export interface MigrationState {
  /** Migrations of this release that were not applied to the database. */
  readonly pending: readonly string[]
  /** Migrations in the database that this release does not know: the database is newer. */
  readonly unknown: readonly string[]
  /** Migrations that were started and did not finish. */
  readonly failed: readonly string[]
}

const MigrationRowSchema = z.object({
  migration_name: z.string(),
  // A boolean of Postgres, and 0 or 1 of SQLite.
  finished: z.coerce.boolean(),
  rolled_back: z.coerce.boolean(),
})

/** Compares the migrations in `folder` with those that are recorded in the database. */
export async function readMigrationState(
  connection: Pick<Connection, 'queryRows'>,
  folder: string,
): Promise<MigrationState> {
  const rows = await listAppliedMigrations(connection)
  const available = listMigrations(folder)
  const notRolledBack = rows.filter((row) => !row.rolled_back)
  const applied = notRolledBack.filter((row) => row.finished).map((row) => row.migration_name)
  return {
    pending: available.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !available.includes(name)),
    failed: notRolledBack.filter((row) => !row.finished).map((row) => row.migration_name),
  }
}

function listMigrations(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function listAppliedMigrations(
  connection: Pick<Connection, 'queryRows'>,
): Promise<z.infer<typeof MigrationRowSchema>[]> {
  try {
    // The times are not read, because a database can have a format of its own for them.
    const sql = `SELECT "migration_name", "finished_at" IS NOT NULL AS "finished",
      "rolled_back_at" IS NOT NULL AS "rolled_back" FROM "_prisma_migrations"`
    return z.array(MigrationRowSchema).parse(await connection.queryRows(sql))
  } catch (error) {
    // A database that was never migrated has no such table; SQLite and Postgres word that differently.
    if (/no such table|_prisma_migrations\W+does not exist/.test(describeDriverError(error))) return []
    throw error
  }
}

/** How long the database may take to say in which state it is: a table can be locked, or the network lost. */
const TIMEOUT_MS = 5000

/** The migrations of the database do not match this release, or one of them failed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** The folder of the migrations for this kind of database. */
export function migrationsFolder(databaseUrl: string): string {
  return join(ROOT, 'prisma', isSqlite(databaseUrl) ? 'sqlite' : 'postgres', 'migrations')
}

/**
 * Checks on a connection of its own that exactly the migrations of this release were applied.
 * @throws MigrationError that says what to do; DatabaseUnavailableError
 */
export async function assertMigrated(databaseUrl: string): Promise<void> {
  const state = await readState(databaseUrl)
  assertNotNewer(state)
  assertNoneUnfinished(state)
  if (state.pending.length > 0) {
    throw new MigrationError(
      `The database lacks ${state.pending.join(', ')}. Run "npm run migrate" or "portcullis migrate" first.`,
    )
  }
}

/**
 * Compares the migrations of this release with those of the database at `databaseUrl`, without changing it.
 * @throws DatabaseUnavailableError
 */
export async function readState(databaseUrl: string, timeoutMs = TIMEOUT_MS): Promise<MigrationState> {
  const folder = migrationsFolder(databaseUrl)
  // Opening it would create the file.
  if (isMissingFile(databaseUrl)) return { pending: listMigrations(folder), unknown: [], failed: [] }
  const connection = await connect(databaseUrl, { busyTimeoutMs: timeoutMs, statementTimeoutMs: timeoutMs })
  try {
    return await readMigrationState(connection, folder)
  } catch (error) {
    throw explainUnavailable(error, databaseUrl)
  } finally {
    await connection.close()
  }
}

/** @throws MigrationError when the database has migrations that this release does not know */
export function assertNotNewer({ unknown }: MigrationState): void {
  if (unknown.length === 0) return
  throw new MigrationError(
    `The database is newer than this release (it has ${unknown.join(', ')}). Start the release that migrated it.`,
  )
}

/** What to do about a migration that `prisma migrate` recorded as started and not as finished. */
const UNFINISHED_ADVICE = ENGLISH.t('doctor.migrations_failed.advice')

/** @throws MigrationError when `prisma migrate` left a migration unfinished */
export function assertNoneUnfinished({ failed }: MigrationState): void {
  if (failed.length === 0) return
  throw new MigrationError(`The migration ${failed.join(', ')} did not finish. ${UNFINISHED_ADVICE}`)
}
