import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { isSqlite } from './database.js'
import type { Store } from './store.js'

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
  finished_at: z.unknown(),
  rolled_back_at: z.unknown(),
})

/** Compares the migrations in `folder` with those that are recorded in the database. */
export async function readMigrationState(
  store: Pick<Store, 'queryRows'>,
  folder: string,
): Promise<MigrationState> {
  const rows = await listAppliedMigrations(store)
  const available = listMigrations(folder)
  const notRolledBack = rows.filter((row) => !row.rolled_back_at)
  const applied = notRolledBack.filter((row) => row.finished_at).map((row) => row.migration_name)
  return {
    pending: available.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !available.includes(name)),
    failed: notRolledBack.filter((row) => !row.finished_at).map((row) => row.migration_name),
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
  store: Pick<Store, 'queryRows'>,
): Promise<z.infer<typeof MigrationRowSchema>[]> {
  try {
    const sql = 'SELECT "migration_name", "finished_at", "rolled_back_at" FROM "_prisma_migrations"'
    return z.array(MigrationRowSchema).parse(await store.queryRows(sql))
  } catch (error) {
    // A database that was never migrated has no such table; SQLite and Postgres word that differently.
    if (error instanceof Error && /no such table|does not exist/.test(error.message)) return []
    throw error
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The migrations of the database do not match this release. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** The folder of the migrations for this kind of database. */
export function migrationsFolder(databaseUrl: string): string {
  return join(ROOT, 'prisma', isSqlite(databaseUrl) ? 'sqlite' : 'postgres', 'migrations')
}

/**
 * Checks that exactly the migrations of this release were applied.
 * @throws MigrationError that says what to do
 */
export async function assertMigrated(store: Store, databaseUrl: string): Promise<void> {
  const { pending, unknown, failed } = await readMigrationState(store, migrationsFolder(databaseUrl))
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database is newer than this release (it has ${unknown.join(', ')}). Start the release that migrated it.`,
    )
  }
  if (failed.length > 0) {
    throw new MigrationError(
      `The migration ${failed.join(', ')} did not finish. Fix the cause, run "node scripts/migrate.js resolve --rolled-back NAME", then "npm run migrate".`,
    )
  }
  if (pending.length > 0) {
    throw new MigrationError(`The database lacks ${pending.join(', ')}. Run "npm run migrate" first.`)
  }
}
