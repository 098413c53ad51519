import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connect, type Connection } from '../store/connection.js'
import { migrate } from '../store/migrate.js'

const BUSY_TIMEOUT_MS = 5000
/** Begins the names of the tables with the rows that `restore` puts back. */
const SAVED = 'kit_saved_'

/** A database for one kit, migrated and empty. */
export interface KitDatabase {
  readonly url: string
  /** Remembers the rows that there are now. */
  save(): Promise<void>
  /** Makes all tables as they were when they were saved. */
  restore(): Promise<void>
  /** Removes the database. */
  remove(): Promise<void>
}

/**
 * A fresh database: a SQLite file, or a schema in a Postgres database.
 * @param url the URL of a Postgres database; null for SQLite
 * @throws Error for another URL; DatabaseUnavailableError
 */
export async function createKitDatabase(url: string | null): Promise<KitDatabase> {
  if (url === null) return createSqlite()
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new Error(
      'testKit: the option "database" is not the URL of a Postgres database. Write one such as postgres://user:password@localhost/test, or leave it out for SQLite.',
    )
  return createPostgresSchema(url)
}

const clock = () => new Date()
let template: Promise<Buffer> | null = null

/** The bytes of a migrated SQLite file. Migrating takes long, copying does not. */
async function makeTemplate(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-kit-'))
  try {
    const path = join(folder, 'template.db')
    await migrate({ databaseUrl: `file:${path}`, clock })
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function createSqlite(): Promise<KitDatabase> {
  const bytes = await (template ??= makeTemplate())
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-kit-'))
  const path = join(folder, 'kit.db')
  await writeFile(path, bytes, { mode: 0o600 })
  const url = `file:${path}`
  const connection = await connect(url, { busyTimeoutMs: BUSY_TIMEOUT_MS })
  // No file of a test has to survive a crash.
  for (const pragma of ['synchronous = OFF', 'foreign_keys = OFF'])
    await connection.queryRows(`PRAGMA ${pragma}`)
  return {
    url,
    ...savedRows(connection, {
      begin: 'BEGIN IMMEDIATE',
      tables: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
      empty: (tables) => tables.map((table) => `DELETE FROM "${table}"`),
    }),
    remove: async () => {
      await connection.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function createPostgresSchema(database: string): Promise<KitDatabase> {
  const schema = `kit_${randomBytes(8).toString('hex')}`
  const url = new URL(database)
  url.searchParams.set('schema', schema)
  await migrate({ databaseUrl: url.href, clock })
  const connection = await connect(url.href, { busyTimeoutMs: BUSY_TIMEOUT_MS })
  return {
    url: url.href,
    ...savedRows(connection, {
      begin: 'BEGIN',
      tables: `SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schema}'`,
      empty: (tables) => [`TRUNCATE ${tables.map((table) => `"${table}"`).join(', ')}`],
    }),
    remove: async () => {
      await connection.queryRows(`DROP SCHEMA "${schema}" CASCADE`)
      await connection.close()
    },
  }
}

const NamesSchema = z.array(z.object({ name: z.string() }))

/** What differs between the databases. */
interface Dialect {
  readonly begin: string
  /** Lists the tables, each as `name`. */
  readonly tables: string
  /** The statements that remove all rows of these tables. */
  readonly empty: (tables: readonly string[]) => readonly string[]
}

function savedRows(
  connection: Connection,
  { begin, tables: listTables, empty }: Dialect,
): Pick<KitDatabase, 'save' | 'restore'> {
  let tables: readonly string[] = []
  let saved: readonly string[] = []
  return {
    save: async () => {
      const names = NamesSchema.parse(await connection.queryRows(listTables)).map(({ name }) => name)
      tables = names.filter((name) => name !== '_prisma_migrations')
      const found: string[] = []
      for (const table of tables) {
        if ((await connection.queryRows(`SELECT 1 FROM "${table}" LIMIT 1`)).length === 0) continue
        await connection.queryRows(`CREATE TABLE "${SAVED}${table}" AS SELECT * FROM "${table}"`)
        found.push(table)
      }
      saved = found
    },
    restore: async () => {
      const statements = [
        ...empty(tables),
        ...saved.map((table) => `INSERT INTO "${table}" SELECT * FROM "${SAVED}${table}"`),
      ]
      await connection.queryRows(begin)
      try {
        for (const statement of statements) await connection.queryRows(statement)
        await connection.queryRows('COMMIT')
      } catch (error) {
        await connection.queryRows('ROLLBACK')
        throw error
      }
    },
  }
}
