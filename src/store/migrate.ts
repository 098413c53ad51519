import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, connect, createSqliteFile, sqlitePath } from './connection.js'
import { isSqlite } from './database.js'
import {
  assertNoneUnfinished,
  assertNotNewer,
  MigrationError,
  migrationsFolder,
  type MigrationState,
  readMigrationState,
} from './migration-state.js'
import { createSchema } from './postgres-schema.js'
import { splitStatements } from './sql-statements.js'
import { DatabaseUnavailableError, describeDriverError } from './unavailable.js'

/**
 * How long a migration waits for another process that writes to the SQLite file, or that uses a table of Postgres: while it
 * waits there, everything else waits behind it. It waits for ever for another process that migrates.
 */
const LOCK_TIMEOUT_MS = 60_000
const MAX_QUOTED_LENGTH = 300

/**
 * How each database takes the lock, and the table of `prisma migrate`. The number of the Postgres lock is the one that
 * Prisma uses, so that the two wait for each other.
 */
const DIALECTS = {
  sqlite: {
    begin: ['BEGIN IMMEDIATE'],
    findTable: `SELECT "name" FROM sqlite_master WHERE "name" = '_prisma_migrations'`,
    createTable: `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  },
  postgres: {
    // Also where a role begins transactions in another way: what the last holder of the lock has committed must be visible.
    begin: ['BEGIN ISOLATION LEVEL READ COMMITTED', 'SELECT pg_advisory_xact_lock(72707369)'],
    findTable: `SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL`,
    createTable: `CREATE TABLE "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`,
  },
} as const

/** The database to migrate. */
export interface MigrateOptions {
  readonly databaseUrl: string
  readonly clock: () => Date
  /** In milliseconds; a minute by default. */
  readonly lockTimeoutMs?: number
  /** Has a folder with a `migration.sql` for each migration; by default, the migrations of this release. */
  readonly folder?: string
}

/**
 * Applies the migrations that the database lacks, in order. Each runs in one transaction with its own record in Prisma's
 * table `_prisma_migrations`, so that it is applied whole or not at all, whenever the process ends, and
 * `prisma migrate` can be used on the same database. Processes that migrate at the same time wait for each other. Creates
 * a SQLite file that does not exist.
 * @returns the names of the migrations that were applied
 * @throws MigrationError that says which statement failed, and why; DatabaseUnavailableError
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const { databaseUrl } = options
  if (isSqlite(databaseUrl)) createSqliteFile(databaseUrl)
  const applied = await withConnection(options, async (connection) => {
    const names: string[] = []
    for (;;) {
      const name = await applyNext(connection, options)
      if (name === null) return names
      names.push(name)
    }
  })
  if (isSqlite(databaseUrl)) restrictFiles(sqlitePath(databaseUrl))
  return applied
}

/**
 * Records that all or nothing of a migration is in the database, after `prisma migrate` left it unfinished or an
 * administrator has run its statements by hand.
 * @throws MigrationError when the record would contradict what is known
 */
export async function resolveMigration(
  name: string,
  as: 'applied' | 'rolled-back',
  options: MigrateOptions,
): Promise<void> {
  await withConnection(options, (connection) =>
    inTransaction(connection, options, async () => {
      const { failed, pending } = await readState(connection, options)
      if (as === 'rolled-back' && !failed.includes(name))
        throw new MigrationError(`${name} is not recorded as a migration that did not finish.`)
      if (as === 'applied' && !pending.includes(name))
        throw new MigrationError(
          `${name} is not among the migrations that the database lacks (${pending.join(', ') || 'it lacks none'}).`,
        )
      const now = options.clock().toISOString()
      await connection.queryRows(
        `UPDATE "_prisma_migrations" SET "rolled_back_at" = $1
         WHERE "migration_name" = $2 AND "finished_at" IS NULL AND "rolled_back_at" IS NULL`,
        [now, name],
      )
      if (as === 'applied') await record(connection, name, readScript(name, options), { from: now, to: now })
    }),
  )
}

async function withConnection<T>(
  options: MigrateOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { databaseUrl, lockTimeoutMs = LOCK_TIMEOUT_MS } = options
  const connection = await connect(databaseUrl, { busyTimeoutMs: lockTimeoutMs })
  try {
    if (connection.kind === 'postgres')
      await inTransaction(connection, options, () => createSchema(connection, databaseUrl))
    // A migration that rebuilds a table drops the old one, and with foreign keys the rows that refer to it.
    if (connection.kind === 'sqlite') await connection.queryRows('PRAGMA foreign_keys = OFF')
    return await work(connection)
  } finally {
    await connection.close().catch(() => undefined)
  }
}

/** Applies the first migration that the database lacks. Returns its name; null when it lacks none. */
async function applyNext(connection: Connection, options: MigrateOptions): Promise<string | null> {
  return inTransaction(connection, options, async () => {
    const state = await readState(connection, options)
    assertNotNewer(state)
    assertNoneUnfinished(state)
    const [name] = state.pending
    if (name === undefined) return null
    const script = readScript(name, options)
    const from = options.clock().toISOString()
    await runStatements(connection, name, splitStatements(script))
    await record(connection, name, script, { from, to: options.clock().toISOString() })
    return name
  })
}

/** Runs `work` in a transaction that holds the lock of all migrations. */
async function inTransaction<T>(
  connection: Connection,
  { lockTimeoutMs = LOCK_TIMEOUT_MS }: MigrateOptions,
  work: () => Promise<T>,
): Promise<T> {
  try {
    for (const sql of DIALECTS[connection.kind].begin) await connection.queryRows(sql)
    if (connection.kind === 'postgres')
      await connection.queryRows(`SET LOCAL lock_timeout = ${lockTimeoutMs}`)
    const result = await work()
    await connection.queryRows('COMMIT')
    return result
  } catch (error) {
    // After some errors, such as a full disk, the database has already rolled back; then this fails, which is fine.
    await connection.queryRows('ROLLBACK').catch(() => undefined)
    if (error instanceof MigrationError || error instanceof DatabaseUnavailableError) throw error
    throw new MigrationError(
      `The migrations stopped, and nothing of the last one was kept: ${describeDriverError(error)}`,
      {
        cause: error,
      },
    )
  }
}

async function readState(
  connection: Connection,
  { databaseUrl, folder = migrationsFolder(databaseUrl) }: MigrateOptions,
): Promise<MigrationState> {
  const { findTable, createTable } = DIALECTS[connection.kind]
  if ((await connection.queryRows(findTable)).length === 0) await connection.queryRows(createTable)
  return readMigrationState(connection, folder)
}

async function runStatements(
  connection: Connection,
  name: string,
  statements: readonly string[],
): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    try {
      await connection.queryRows(statement)
    } catch (error) {
      throw new MigrationError(
        `The migration ${name} failed at statement ${index + 1} of ${statements.length}, and nothing of it was kept: ${describeDriverError(error)}\n  ${quote(statement)}`,
        { cause: error },
      )
    }
  }
}

async function record(
  connection: Connection,
  name: string,
  script: Buffer | string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await connection.queryRows(
    `INSERT INTO "_prisma_migrations"
       ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES ($1, $2, $3, $4, $5, 1)`,
    [randomUUID(), createHash('sha256').update(script).digest('hex'), name, from, to],
  )
}

function readScript(
  name: string,
  { databaseUrl, folder = migrationsFolder(databaseUrl) }: MigrateOptions,
): string {
  const path = join(folder, name, 'migration.sql')
  if (!existsSync(path)) throw new MigrationError(`There is no file ${path}.`)
  return readFileSync(path, 'utf8')
}

function quote(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ')
  return line.length > MAX_QUOTED_LENGTH ? `${line.slice(0, MAX_QUOTED_LENGTH)}…` : line
}

// An earlier release may have made the files readable for all users of the machine. The bits of the group stay, because
// an administrator may have given them to the user of the server.
function restrictFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    try {
      const { mode } = statSync(path + suffix)
      if ((mode & 0o007) !== 0) chmodSync(path + suffix, mode & 0o770)
    } catch {
      // There is no such file, or it belongs to another user; the doctor reports readable ones.
    }
  }
}
