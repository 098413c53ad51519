import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { openClient } from '../support/open-client.js'
import { migrate, type MigrateOptions, resolveMigration } from '../../src/store/migrate.js'
import { connect } from '../../src/store/connection.js'
import { assertMigrated, migrationsFolder, readState } from '../../src/store/migration-state.js'
import { splitStatements } from '../../src/store/sql-statements.js'
import { openStore } from '../../src/store/store.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES, type DatabaseKind } from '../support/database.js'
import { newUser } from '../support/new-user.js'

const ROOT = join(import.meta.dirname, '../..')
const RUNNER = join(ROOT, 'src/store/migrate.ts')
const HOOKS = join(ROOT, 'test/support/typescript-hooks.mjs')
const NEXT = '20991231000000_next'

const scratch = mkdtempSync(join(tmpdir(), 'migrate-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

describe.each(DATABASES)('migrations on %s', (database) => {
  let url = ''
  let folder = ''
  beforeEach(async () => {
    url = await emptyDatabase(database)
    folder = mkdtempSync(join(scratch, 'migrations-'))
    cpSync(migrationsFolder(url), folder, { recursive: true })
  })
  const options = (): MigrateOptions => ({ databaseUrl: url, folder, clock: () => new Date() })
  const names = () => readdirSync(folder).filter((name) => /^\d/.test(name))

  test('Prisma continues where Portcullis has migrated, with the same table and the same checksums', async () => {
    expect(await migrate(options())).toEqual(names())
    await expect(assertMigrated(url)).resolves.toBeUndefined()
    expect(await prisma(url, ['deploy'])).toContain('No pending migrations')
    const ours = [await records(url), await tableOfMigrations(url)]

    url = await emptyDatabase(database)
    await prisma(url, ['deploy'])
    const theirs = [await records(url), await tableOfMigrations(url)]
    expect(ours).toEqual(theirs)
    expect(await migrate(options())).toEqual([])
  }, 60_000)

  test('processes that migrate at the same time wait for each other', async () => {
    const results = await Promise.all([1, 2, 3].map(() => portcullis(url, ['migrate'])))
    expect(results.map(({ status }) => status)).toEqual([0, 0, 0])
    expect(await records(url)).toHaveLength(names().length)
    const applied = results.flatMap(({ text }) => text.match(/Applied \S+/g) ?? [])
    expect(applied.sort()).toEqual(names().map((name) => `Applied ${name}`))
  }, 60_000)

  test('a process that is killed leaves nothing of its migration, and the next run starts it again', async () => {
    const slow =
      database === 'postgres'
        ? 'SELECT pg_sleep(60);'
        : 'CREATE TABLE "Slow" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000000) SELECT max(i) FROM n;'
    await migrate(options())
    addMigration(folder, NEXT, `CREATE TABLE "Half" ("id" TEXT);\n${slow}\nCREATE TABLE "Whole" ("id" TEXT);`)
    const child = runInProcess(options())
    await waitUntil(() => isInSlowStatement(url))
    child.kill('SIGKILL')
    await once(child, 'exit')
    if (database === 'postgres') await endStatements(url)

    await expect(rows(url, 'SELECT * FROM "Half"')).rejects.toThrow()
    addMigration(folder, NEXT, 'CREATE TABLE "Half" ("id" TEXT);\nCREATE TABLE "Whole" ("id" TEXT);')
    expect(await migrate(options())).toEqual([NEXT])
    expect(await rows(url, 'SELECT * FROM "Whole"')).toEqual([])
  }, 60_000)

  test('a table that another program has locked ends a migration and a check in time, with what to look for', async () => {
    await migrate(options())
    addMigration(folder, NEXT, 'CREATE TABLE "Next" ("id" TEXT);')
    const other = await connect(url, { busyTimeoutMs: 1000 })
    const lock = database === 'postgres' ? ['BEGIN', 'LOCK TABLE "_prisma_migrations"'] : ['BEGIN EXCLUSIVE']
    for (const statement of lock) await other.queryRows(statement)
    await expect(migrate({ ...options(), lockTimeoutMs: 100 })).rejects.toThrow(
      /another program holds its lock|nothing of the last one was kept: .* lock timeout/,
    )
    await expect(readState(url, 100)).rejects.toThrow(
      /is not available: (?:another program holds its lock|it does not answer a statement\. Look in pg_stat_activity)/,
    )
    await other.queryRows('ROLLBACK')
    await other.close()
    expect(await migrate(options())).toEqual([NEXT])
  })

  test('a migration that fails says which statement, and why, and can run again', async () => {
    addMigration(
      folder,
      NEXT,
      'CREATE TABLE "Half" ("id" TEXT); -- the first;\nINSERT INTO "Missing" VALUES (\';\');',
    )
    const error = await migrate(options()).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'MigrationError' })
    expect(String(error)).toContain(
      `The migration ${NEXT} failed at statement 2 of 2, and nothing of it was kept`,
    )
    expect(String(error)).toMatch(/Missing.*\n {2}INSERT INTO "Missing" VALUES \(';'\)$/s)
    await expect(rows(url, 'SELECT * FROM "Half"')).rejects.toThrow()
    addMigration(folder, NEXT, 'CREATE TABLE "Half" ("id" TEXT);')
    expect(await migrate(options())).toEqual([NEXT])
  })

  test('a migration that Prisma left unfinished is explained, and is resolved either way', async () => {
    await migrate(options())
    addMigration(folder, NEXT, 'CREATE TABLE "Next" ("id" TEXT);')
    await insertUnfinished(url, NEXT)
    const explained = /20991231000000_next did not finish\. .*--rolled-back NAME.*--applied NAME/
    await expect(migrate(options())).rejects.toThrow(explained)
    await expect(resolveMigration('20261123000000_init', 'rolled-back', options())).rejects.toThrow(
      'is not recorded as a migration that did not finish',
    )
    await expect(resolveMigration('20261123000000_init', 'applied', options())).rejects.toThrow(
      `not among the migrations that the database lacks (${NEXT})`,
    )
    await resolveMigration(NEXT, 'rolled-back', options())
    expect(await migrate(options())).toEqual([NEXT])

    const after = '20991231000001_after'
    addMigration(folder, after, 'CREATE TABLE "After" ("id" TEXT);')
    await rows(url, 'CREATE TABLE "After" ("id" TEXT)')
    await insertUnfinished(url, after)
    await resolveMigration(after, 'rolled-back', options())
    await expect(migrate(options())).rejects.toThrow(/After.* already exists/)
    await resolveMigration(after, 'applied', options())
    expect(await migrate(options())).toEqual([])
    expect((await records(url)).at(-1)).toMatchObject({ migration_name: after })
  })

  test('the command lists what is missing, and changes nothing', async () => {
    const before = await runInThisProcess(url, ['migrate', '--status'])
    expect(before).toEqual({
      status: 1,
      text: names()
        .map((name) => `Missing: ${name}\n`)
        .join(''),
    })
    expect((await runInThisProcess(url, ['migrate'])).status).toBe(0)
    const after = await runInThisProcess(url, ['migrate', '--status', '--json'])
    expect(JSON.parse(after.text)).toEqual({ pending: [], unknown: [], failed: [] })
    expect((await runInThisProcess(url, ['migrate', '--applied', 'a', '--rolled-back', 'b'])).status).toBe(2)
  }, 30_000)
})

test('Postgres: a missing database, a wrong password and a server without TLS are one line each', async () => {
  const url = new URL(`${process.env['TEST_POSTGRES'] ?? ''}/no_such_database`)
  const missing = await runInThisProcess(url.href, ['migrate'])
  expect(missing.status).toBe(1)
  expect(missing.text).toMatch(
    /^The database no_such_database at \S+ is not available: the server has no database of this name\. Create it .*\n$/,
  )
  url.pathname = '/postgres'
  url.password = 'wrong-password'
  const refused = await runInThisProcess(url.href, ['migrate'])
  expect(refused.text).toMatch(/^The database postgres at \S+ is not available: it refuses the user\. .*\n$/)
  expect(refused.text).not.toContain('wrong-password')
  url.searchParams.set('sslmode', 'no-verify')
  expect((await runInThisProcess(url.href, ['migrate'])).text).toMatch(/the server does not offer TLS/)
  const open = new URL(await emptyDatabase('postgres'))
  open.searchParams.set('sslmode', 'disable')
  expect((await runInThisProcess(open.href, ['migrate'])).status).toBe(0)
}, 30_000)

test('Postgres: a connection gets its limits in a statement, because PgBouncer refuses them as parameters', async () => {
  const url = await emptyDatabase('postgres')
  const store = await openStore(url)
  try {
    const sql = `SELECT setting, source FROM pg_settings WHERE name = 'statement_timeout'`
    expect(await store.queryRows(sql)).toEqual([{ setting: '5000', source: 'session' }])
  } finally {
    await store.close()
  }
})

test('Postgres: a connection for migrations changes no setting, which would stay with a connection of PgBouncer', async () => {
  const connection = await connect(await emptyDatabase('postgres'), { busyTimeoutMs: 1000 })
  try {
    const sql = `SELECT name FROM pg_settings WHERE source = 'session'`
    expect(await connection.queryRows(sql)).toEqual([])
  } finally {
    await connection.close()
  }
})

test('Postgres: settings of a database that change how times, strings and bytes are written, or how transactions wait, change nothing', async () => {
  const url = await emptyDatabase('postgres')
  const name = new URL(url).pathname.slice(1)
  for (const setting of [
    `datestyle = 'German'`,
    'standard_conforming_strings = off',
    `bytea_output = 'escape'`,
    `default_transaction_isolation = 'serializable'`,
    `timezone = 'Asia/Kathmandu'`,
  ])
    await rows(url, `ALTER DATABASE ${name} SET ${setting}`)
  const options = { databaseUrl: url, clock: () => new Date() }
  const applied = await Promise.all([migrate(options), migrate(options)])
  expect(applied.flat().sort()).toEqual(readdirSync(migrationsFolder(url)).filter((each) => /^\d/.test(each)))
  const store = await openStore(url)
  try {
    const at = new Date('2026-03-04T05:06:07.089Z')
    await store.createUser(newUser('ada'), at)
    expect(await store.findUserByName('ada')).toMatchObject({ username: 'ada', createdAt: at })
    const found = async (text: string) =>
      (await store.searchUsers({ text }, null, 10)).users.map(({ id }) => id)
    expect([await found('a_a'), await found('ada')]).toEqual([[], ['ada']])
  } finally {
    await store.close()
  }
}, 30_000)

test('Postgres: two schemas of one database keep apart what they have, beside the tables of a program', async () => {
  const url = await emptyDatabase('postgres')
  await rows(url, 'CREATE TABLE "User" ("id" text)')
  await rows(url, 'CREATE TABLE "_prisma_migrations" ("id" text)')
  const [first, second] = [`${url}?schema=auth`, `${url}?schema=staff`]
  const options = (databaseUrl: string) => ({ databaseUrl, clock: () => new Date() })
  for (const each of [first, second]) {
    expect(await migrate(options(each))).toEqual(
      readdirSync(migrationsFolder(url)).filter((name) => /^\d/.test(name)),
    )
    await expect(assertMigrated(each)).resolves.toBeUndefined()
  }
  expect(await migrate(options(first))).toEqual([])
  expect(await prisma(first, ['status'])).toContain('Database schema is up to date!')
  const [one, other] = [await openStore(first), await openStore(second)]
  try {
    await one.createUser(newUser('ada'), new Date())
    expect([await one.countUsers(), await other.countUsers()]).toEqual([1, 0])
    expect((await one.findUserListItem('ada'))?.username).toBe('ada')
    expect(await other.findUserByName('ada')).toBeNull()
  } finally {
    await Promise.all([one.close(), other.close()])
  }
  expect(await rows(url, 'SELECT * FROM public."User"')).toEqual([])
}, 30_000)

test('Postgres: a role that may use its schema but create none can migrate', async () => {
  const url = new URL(await emptyDatabase('postgres'))
  const name = url.pathname.slice(1)
  await rows(url.href, `CREATE ROLE ${name} LOGIN PASSWORD 'secret'`)
  await rows(url.href, `CREATE SCHEMA auth AUTHORIZATION ${name}`)
  Object.assign(url, { username: name, password: 'secret', search: '?schema=auth' })
  expect(await migrate({ databaseUrl: url.href, clock: () => new Date() })).not.toEqual([])
}, 30_000)

test('a script is split at the semicolons that end statements, and its transactions are left out', () => {
  const statements = [
    `CREATE TABLE "a;b" ("c" TEXT DEFAULT 'it''s; fine')`,
    'CREATE TRIGGER t AFTER INSERT ON x BEGIN UPDATE x SET a = 1; SELECT CASE WHEN 1 THEN 2 END; END',
    'CREATE TRIGGER u BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f()',
    'CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN RETURN 1; END; $body$ LANGUAGE plpgsql',
    `SELECT E'\\';', $1`,
    'INSERT INTO x VALUES (1)',
  ]
  const script = `PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n-- a comment; with one\n${statements.join(
    ';\n/* another; */',
  )}\n;;COMMIT;\nPRAGMA foreign_keys=ON;`
  expect(splitStatements(script)).toEqual(statements)
})

interface Ended {
  readonly status: number
  readonly text: string
}

/** The same command line as `portcullis`, without the second that a process takes to start. */
async function runInThisProcess(url: string, args: string[]): Promise<Ended> {
  const { status, out, err } = await runCommandLine(args, { DATABASE_URL: url })
  return { status: status ?? 0, text: out + err }
}

async function portcullis(url: string, args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1', DATABASE_URL: url }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['dist/main.js', ...args], {
      cwd: ROOT,
      env,
    })
    return { status: 0, text: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = ExitSchema.parse(error)
    return { status: code, text: stdout + stderr }
  }
}

const ExitSchema = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() })

async function prisma(url: string, args: string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/migrate.js', ...args], {
    cwd: ROOT,
    env,
  })
  return stdout
}

/** Migrates in a process of its own, which can be killed. */
function runInProcess({ databaseUrl, folder }: MigrateOptions): ChildProcess {
  const options = `{ databaseUrl: ${JSON.stringify(databaseUrl)}, folder: ${JSON.stringify(folder)}, clock: () => new Date() }`
  const code = `require('node:module').register(${JSON.stringify(pathToFileURL(HOOKS))})
import(${JSON.stringify(RUNNER)}).then(({ migrate }) => migrate(${options}))`
  return spawn(process.execPath, ['-e', code], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: 'inherit',
  })
}

function addMigration(folder: string, name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

async function emptyDatabase(database: DatabaseKind): Promise<string> {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`
  if (database === 'sqlite') return `file:${join(scratch, name, 'test.db')}`
  const server = process.env['TEST_POSTGRES'] ?? ''
  await rows(`${server}/postgres`, `CREATE DATABASE ${name}`)
  return `${server}/${name}`
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = openClient(url)
  try {
    return await client.$queryRawUnsafe<unknown[]>(sql)
  } finally {
    await client.$disconnect()
  }
}

/** What the database remembers of its migrations, without times and ids. */
async function records(url: string): Promise<unknown[]> {
  const columns = '"migration_name", "checksum", "logs", "rolled_back_at", "applied_steps_count"'
  return rows(
    url,
    `SELECT ${columns} FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL ORDER BY "migration_name"`,
  ).catch(() => [])
}

function tableOfMigrations(url: string): Promise<unknown[]> {
  return rows(
    url,
    url.startsWith('file:')
      ? `SELECT sql FROM sqlite_master WHERE name = '_prisma_migrations'`
      : `SELECT column_name::text, data_type::text, character_maximum_length::int, is_nullable::text, column_default::text
         FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
  )
}

async function insertUnfinished(url: string, name: string): Promise<void> {
  await rows(
    url,
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('${randomUUID()}', 'x', '${name}')`,
  )
}

async function isInSlowStatement(url: string): Promise<boolean> {
  if (url.startsWith('file:')) return existsSync(`${url.slice('file:'.length)}-journal`)
  const query = `SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'`
  return (await rows(url, query)).length > 0
}

/** Postgres finishes the statement of a client that was killed. */
async function endStatements(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
  } finally {
    await client.end()
  }
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100))
}
