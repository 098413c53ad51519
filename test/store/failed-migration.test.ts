import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openClient } from '../support/open-client.js'
import { DATABASES, type DatabaseKind, freshDatabase } from '../support/database.js'

const ROOT = join(import.meta.dirname, '../..')
const NEXT = '20991231000000_next'
// What a release to come might do: first a column, then a rule that the rows of this database break.
const SQL = `ALTER TABLE "User" ADD COLUMN "motto" TEXT;
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");`

const scratch = mkdtempSync(join(tmpdir(), 'failed-migration-'))
beforeAll(() => {
  for (const part of ['dist', 'prisma', 'public', 'views', 'package.json'])
    cpSync(join(ROOT, part), join(scratch, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(scratch, 'node_modules'))
})
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

describe.each(DATABASES)('a migration against rows that break its rule, on %s', (database) => {
  test('R73, R74, R77: it stops before it has changed anything and says which rule; after a repair, it runs; the old release refuses', async () => {
    const url = await freshDatabase(database)
    const client = openClient(url)
    try {
      for (const username of ['ann', 'bob']) await client.user.create({ data: twin(username) })
      const folder = join(scratch, 'prisma', database, 'migrations', NEXT)
      mkdirSync(folder)
      writeFileSync(join(folder, 'migration.sql'), script(database))

      const failed = await migrate(url)
      expect(failed.status).toBe(1)
      expect(failed.text).toContain(`The migration ${NEXT} failed at statement 2 of 2`)
      expect(failed.text).toMatch(/email/)
      await expect(client.$queryRawUnsafe('SELECT "motto" FROM "User"')).rejects.toThrow()
      // The new release does not start on it and says what to do; the old one still does.
      expect((await serve(scratch, url)).text).toContain(`The database lacks ${NEXT}. Run "npm run migrate"`)
      // The same again without a fix: it fails the same way.
      expect((await migrate(url)).text).toBe(failed.text)

      await client.user.update({ where: { username: 'bob' }, data: { email: 'bob@example.com' } })
      expect((await migrate(url)).status).toBe(0)
      expect(await client.$queryRawUnsafe('SELECT "motto" FROM "User"')).toHaveLength(2)

      const old = await serve(ROOT, url)
      expect(old.status).toBe(1)
      expect(old.text).toContain('The database is newer than this release')
      expect(old.text).toContain(NEXT)
    } finally {
      await client.$disconnect()
    }
  })
})

function twin(username: string) {
  const now = new Date()
  return { id: username, username, email: 'same@example.com', createdAt: now, updatedAt: now }
}

/** As scripts/new-migration.js writes it: on SQLite in one transaction, which Postgres makes by itself. */
function script(database: DatabaseKind): string {
  return database === 'sqlite' ? `BEGIN IMMEDIATE;\n${SQL}\nCOMMIT;\n` : SQL
}

interface Ended {
  readonly status: number
  readonly text: string
}

function migrate(url: string): Promise<Ended> {
  return run(scratch, ['dist/main.js', 'migrate'], url)
}

/** A release, as an operator starts it. */
function serve(release: string, url: string): Promise<Ended> {
  return run(release, ['dist/main.js'], url)
}

async function run(cwd: string, args: string[], url: string): Promise<Ended> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NODE_OPTIONS: '',
    DATABASE_URL: url,
    BASE_URL: 'https://login.example.com',
    PORT: '0',
    SESSION_KEYS: 'a key for signing that is quite long enough',
    ENCRYPTION_KEYS: 'a key for sealing that is quite long enough',
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd,
      env,
      timeout: 60_000,
    })
    return { status: 0, text: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { status: code, text: stdout + stderr }
  }
}
