import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { migrate } from '../../src/store/migrate.js'
import { readMigrationState } from '../../src/store/migration-state.js'

const root = join(import.meta.dirname, '../..')
const execute = promisify(execFile)

async function node(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await execute(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  return stdout
}

/** Applies the migrations to an empty database, and compares what is there with the schema. */
async function deployAndCompare(name: string, DATABASE_URL: string): Promise<string> {
  await migrate({ databaseUrl: DATABASE_URL, clock: () => new Date() })
  const sides = ['--from-config-datasource', '--to-schema', `prisma/${name}/schema.prisma`]
  return node(['scripts/migrate.js', 'diff', ...sides], { DATABASE_URL })
}

const scratch = mkdtempSync(join(tmpdir(), 'schemas-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

test('both schema files match prisma/models.prisma', async () => {
  await expect(node(['scripts/schema.js', '--check'])).resolves.toBe('')
})

test('the migrations for SQLite result in its schema', async () => {
  const url = `file:${join(scratch, 'not-there-yet', 'test.db')}`
  expect(await deployAndCompare('sqlite', url)).toContain('No difference detected')
})

test('the migrations for Postgres result in its schema', async () => {
  const url = new URL(`${process.env['TEST_POSTGRES'] ?? ''}/postgres`)
  const database = `schemas_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${database}`)
    url.pathname = `/${database}`
    expect(await deployAndCompare('postgres', url.href)).toContain('No difference detected')
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    await admin.end()
  }
})

describe('what the application learns about migrations', () => {
  const folder = join(scratch, 'migrations')
  mkdirSync(join(folder, '1_init'), { recursive: true })
  mkdirSync(join(folder, '2_more'))

  const row = (migration_name: string, finished_at: unknown, rolled_back_at: unknown = null): unknown => ({
    migration_name,
    finished: finished_at !== null,
    rolled_back: rolled_back_at !== null,
  })
  const stateOf = (rows: unknown[]): ReturnType<typeof readMigrationState> =>
    readMigrationState({ queryRows: () => Promise.resolve(rows) }, folder)

  test('an empty database lacks everything', async () => {
    const noTable = { queryRows: () => Promise.reject(new Error('no such table: _prisma_migrations')) }
    const all = { pending: ['1_init', '2_more'], unknown: [], failed: [] }
    expect(await readMigrationState(noTable, folder)).toEqual(all)
  })

  test('another failure of the database is not taken for an empty one', async () => {
    const away = { queryRows: () => Promise.reject(new Error('connection refused')) }
    await expect(readMigrationState(away, folder)).rejects.toThrow('connection refused')
  })

  test('a database of a newer release is distinguished from one that is behind', async () => {
    const state = await stateOf([row('1_init', new Date()), row('3_newer', '2026-11-23')])
    expect(state).toEqual({ pending: ['2_more'], unknown: ['3_newer'], failed: [] })
  })

  test('a migration that was interrupted has failed, until it is rolled back', async () => {
    const done = row('1_init', new Date())
    expect(await stateOf([done, row('2_more', null)])).toMatchObject({ failed: ['2_more'] })
    const state = await stateOf([done, row('2_more', null, new Date())])
    expect(state).toEqual({ pending: ['2_more'], unknown: [], failed: [] })
  })
})
