import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isSqlite } from './store/database.js'
import { readMigrationState } from './store/migrations.js'
import type { Store } from './store/store.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The database does not fit this release. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** Where the migrations of this database live. */
export function migrationsFolder(databaseUrl: string): string {
  return join(ROOT, 'prisma', isSqlite(databaseUrl) ? 'sqlite' : 'postgres', 'migrations')
}

/** @throws MigrationError when the database does not fit this release, with what to do */
export async function assertMigrated(store: Store, databaseUrl: string): Promise<void> {
  const { pending, unknown, failed } = await readMigrationState(store, migrationsFolder(databaseUrl))
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database is newer than this release (it has ${unknown.join(', ')}). Start the release that migrated it.`,
    )
  }
  if (failed.length > 0) {
    throw new MigrationError(
      `The migration ${failed.join(', ')} did not finish. Mend the cause, run "node scripts/migrate.js resolve --rolled-back NAME", then "npm run migrate".`,
    )
  }
  if (pending.length > 0) {
    throw new MigrationError(`The database lacks ${pending.join(', ')}. Run "npm run migrate" first.`)
  }
}
