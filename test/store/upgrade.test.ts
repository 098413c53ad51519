import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { openStore } from '../../src/store/store.js'
import { DATABASES, type DatabaseKind } from '../support/database.js'

/** Runs SQL on a database of its own, as an older release left it. */
interface Old {
  readonly url: string
  run(sql: string): Promise<void>
  close(): Promise<void>
}

const scratch = mkdtempSync(join(tmpdir(), 'upgrade-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const USER = `INSERT INTO "User" ("id", "username", "emailVerified", "active", "admin", "createdAt", "updatedAt")
  VALUES ('u', 'ann', true, true, false, '2026-11-01 08:00:00', '2026-11-01 08:00:00')`
const ACCOUNT = `INSERT INTO "Account" ("id", "userId", "backend", "subject", "issuer", "createdAt", "lastLoginAt")
  VALUES ('a', 'u', 'acme', 's', 'https://acme.test', '2026-11-01 08:00:00', '2026-11-01 08:00:00')`
// As the release before writes it, which knows nothing of the new columns.
const session = (id: string): string => `INSERT INTO "Session"
    ("id", "tokenHash", "userId", "accountId", "kind", "backend", "createdAt", "lastSeenAt", "idleExpiresAt", "expiresAt")
  VALUES ('${id}', 'hash of ${id}', 'u', 'a', 'browser', 'acme', '2026-11-02 09:00:00', '2026-11-02 09:00:00',
    '2027-01-01 00:00:00', '2027-01-01 00:00:00')`

describe.each(DATABASES)('an upgrade on %s', (database) => {
  test('R76: users stay signed in, and the release before can still open sessions', async () => {
    const [init = '', ...later] = migrationsOf(database)
    const old = await openOld(database)
    try {
      await old.run(init)
      for (const row of [USER, ACCOUNT, session('before')]) await old.run(row)
      for (const migration of later) await old.run(migration)
      await old.run(session('during'))
      const store = await openStore(old.url)
      try {
        const now = new Date('2026-11-24T12:00:00Z')
        const before = await store.findSession('hash of before', now)
        expect(before?.session).toMatchObject({ id: 'before', accountId: 'a', epoch: 0, label: null })
        expect(before?.session.authenticatedAt).toEqual(before?.session.createdAt)
        expect((await store.findSession('hash of during', now))?.user.username).toBe('ann')
        expect(await store.listAccounts('u')).toHaveLength(1)
      } finally {
        await store.close()
      }
    } finally {
      await old.close()
    }
  })
})

function migrationsOf(database: DatabaseKind): string[] {
  const folder = join(import.meta.dirname, '../../prisma', database, 'migrations')
  const names = readdirSync(folder).filter((name) => /^\d{14}_/.test(name))
  return names.sort().map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8'))
}

async function openOld(database: DatabaseKind): Promise<Old> {
  if (database === 'sqlite') return oldSqlite()
  const server = process.env['TEST_POSTGRES'] ?? ''
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: `${server}/postgres` })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  const client = new pg.Client({ connectionString: `${server}/${name}` })
  await client.connect()
  return {
    url: `${server}/${name}`,
    run: async (sql) => {
      await client.query(sql)
    },
    close: async () => {
      await client.end()
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}

function oldSqlite(): Old {
  const path = join(scratch, 'old.db')
  const client = new Database(path)
  return {
    url: `file:${path}`,
    run: (sql) => {
      client.exec(sql)
      return Promise.resolve()
    },
    close: () => {
      client.close()
      return Promise.resolve()
    },
  }
}
