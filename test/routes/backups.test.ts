import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import { createProvider } from '../support/provider/index.js'
import { backendAt, KEYS, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const run = promisify(execFile)
const startSite = useSites()
const folder = mkdtempSync(join(tmpdir(), 'backups-'))
const provider = createProvider()
const op = provider.alias('acme')

beforeAll(() => provider.listen())
afterAll(async () => {
  await provider.close()
  rmSync(folder, { recursive: true })
})

/** How to back up and restore a database, as docs/deployment.md says. */
interface Procedure {
  /** Whether the site must be stopped during the backup. */
  readonly isCold: boolean
  readonly backUp: () => Promise<void>
  readonly destroy: () => Promise<void>
  readonly restore: () => Promise<void>
}

describe.each(DATABASES)('a backup of a site on %s', (database) => {
  test('signs in again every user who was signed in then, also with sessions that have ended since', async () => {
    const url = await freshDatabase(database)
    const env = { DATABASE_URL: url, ...KEYS }
    const port = String(await freePort())
    const start = async () => {
      const site = await startSite({
        database,
        databaseUrl: url,
        backends: { acme: backendAt(op) },
        env: { ALLOW_INSECURE_ISSUERS: 'true', PORT: port, BASE_URL: `http://localhost:${port}` },
      })
      // The fetch of Node keeps connections to a server that has ended, and notices only when it uses one.
      for (let tries = 0; tries < 20; tries += 1) await fetch(`${site.url}/healthz`).catch(() => null)
      return site
    }
    const signIn = async (site: Site, sub: string): Promise<Visitor> => {
      op.person({ sub, preferred_username: sub })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      return visitor
    }
    const usernames = async ({ rows }: Site) =>
      (await rows.user.findMany({ orderBy: { username: 'asc' } })).map(({ username }) => username)

    let site = await start()
    const [stays, leaves] = [await signIn(site, 'stays'), await signIn(site, 'leaves')]
    const { backUp, destroy, restore, isCold } = await procedureFor(database, url)
    if (isCold) await site.close()
    await backUp()
    if (isCold) site = await start()
    const callback = await leaves.clone().untilCallback('acme')
    const before = leaves.clone()
    expect((await leaves.ask('/api/logout', { method: 'POST' })).status).toBe(204)
    const late = await signIn(site, 'late')
    expect([await stays.isSignedIn(), await before.isSignedIn(), await late.isSignedIn()]).toEqual([
      true,
      false,
      true,
    ])
    await site.close()

    await destroy()
    expect((await runCommandLine(['migrate', '--status'], env)).status).toBe(1)
    await restore()
    expect(await runCommandLine(['migrate', '--status'], env)).toMatchObject({ status: 0 })
    site = await start()
    expect(await usernames(site)).toEqual(['leaves', 'stays'])
    // The session that had ended is there again, as the documents warn.
    expect([await stays.isSignedIn(), await before.isSignedIn(), await late.isSignedIn()]).toEqual([
      true,
      true,
      false,
    ])
    // A sign-in from after the backup is not known any more, and can be started again.
    expect((await before.ask(callback)).body).toContain('attempt_unknown')
    expect(await runCommandLine(['sessions', 'end', '--all'], env)).toMatchObject({
      status: 0,
      out: 'All sessions of 2 users ended.\n',
    })
    expect([await stays.isSignedIn(), await before.isSignedIn()]).toEqual([false, false])
    const again = [await signIn(site, 'stays'), await signIn(site, 'late')]
    for (const visitor of again) expect(await visitor.isSignedIn()).toBe(true)
    expect(await usernames(site)).toEqual(['late', 'leaves', 'stays'])
    await site.close()
  })
})

async function procedureFor(database: string, url: string): Promise<Procedure> {
  if (database === 'sqlite') return sqliteProcedure(url)
  const { pathname } = new URL(url)
  const server = await administrator()
  const { rows } = await server.query<{ server_version: string }>('SHOW server_version')
  await server.end()
  const text = await run('pg_dump', ['--version']).then(
    ({ stdout }) => stdout,
    () => '',
  )
  const major = (version: string) => Number(/\d+/.exec(version)?.[0] ?? 0)
  // pg_dump refuses a server that is newer.
  const canDump = major(text) >= major(rows[0]?.server_version ?? '')
  return canDump ? dumpProcedure(url) : copyProcedure(pathname.slice(1))
}

function sqliteProcedure(url: string): Procedure {
  const path = url.slice('file:'.length)
  const copy = join(folder, 'copy.db')
  return {
    isCold: false,
    backUp: async () => {
      const env = { DATABASE_URL: url }
      const done = { status: 0, out: `The database is backed up in ${copy}.\n`, err: '' }
      expect(await runCommandLine(['backup', 'copy.db'], env, '', { cwd: folder })).toEqual(done)
      expect((statSync(copy).mode & 0o777).toString(8)).toBe('600')
      const twice = await runCommandLine(['backup', copy], env)
      expect([twice.status, twice.err]).toEqual([1, expect.stringContaining('exists. Choose another name.')])
      const nowhere = await runCommandLine(['backup', join(folder, 'none', 'copy.db')], env)
      expect([nowhere.status, nowhere.err]).toEqual([1, expect.stringContaining('(ENOENT)')])
    },
    destroy: () => {
      for (const name of [path, `${path}-wal`, `${path}-shm`]) writeFileSync(name, 'garbage')
      return Promise.resolve()
    },
    restore: () => {
      for (const name of [`${path}-wal`, `${path}-shm`]) rmSync(name, { force: true })
      copyFileSync(copy, path)
      chmodSync(path, 0o600)
      return Promise.resolve()
    },
  }
}

function dumpProcedure(url: string): Procedure {
  const dump = join(folder, 'portcullis.dump')
  const name = new URL(url).pathname.slice(1)
  return {
    isCold: false,
    backUp: async () => {
      await run('pg_dump', ['--format=custom', `--file=${dump}`, url])
    },
    destroy: () => administrate([`DROP DATABASE "${name}" WITH (FORCE)`, `CREATE DATABASE "${name}"`]),
    restore: async () => {
      await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, dump])
    },
  }
}

function copyProcedure(name: string): Procedure {
  return {
    isCold: true,
    backUp: async () => {
      const refused = await runCommandLine(['backup', 'copy.db'], {
        DATABASE_URL: 'postgres://127.0.0.1:1/none',
      })
      expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('pg_dump')])
      await administrate([`CREATE DATABASE "${name}_backup" TEMPLATE "${name}"`])
    },
    destroy: () => administrate([`DROP DATABASE "${name}"`, `CREATE DATABASE "${name}"`]),
    restore: () =>
      administrate([`DROP DATABASE "${name}"`, `CREATE DATABASE "${name}" TEMPLATE "${name}_backup"`]),
  }
}

async function administrator(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: `${process.env['TEST_POSTGRES'] ?? ''}/postgres` })
  await client.connect()
  return client
}

async function administrate(statements: readonly string[]): Promise<void> {
  const client = await administrator()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
