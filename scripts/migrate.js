// `prisma migrate` on the database of DATABASE_URL, also where the native schema engine cannot be downloaded:
//
//   node scripts/migrate.js deploy        applies the migrations that are missing ("npm run migrate")
//   node scripts/migrate.js status        says which these are
//   node scripts/migrate.js resolve ...   after a migration that failed
//
// To change the models: edit prisma/models.prisma, run `npm run schema`, then `node scripts/new-migration.js NAME`,
// read the two files it writes, and commit all of it together. `prisma migrate dev` is not needed for that.
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')

// A SQLite file has the password hashes and addresses of all users, so only the user that runs this may read it, and the
// folder if it is new. The engines below inherit this.
process.umask(0o077)

/** Takes the files of a SQLite database, which an earlier release may have made, from the other users of the machine. */
function restrictDatabaseFiles() {
  const url = process.env.DATABASE_URL ?? 'file:./data/portcullis.db'
  if (!url.startsWith('file:')) return
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const file = resolve(url.slice('file:'.length)) + suffix
    try {
      const { mode } = statSync(file)
      // The bits of the group stay: an administrator may have given them to the user of the server.
      if ((mode & 0o007) !== 0) chmodSync(file, mode & 0o770)
    } catch {
      // There is no such file, or it belongs to another user; the doctor reports readable ones.
    }
  }
}

/** Whether Prisma's installation could download its own engine. */
function hasNativeEngine() {
  const files = readdirSync(join(root, 'node_modules/@prisma/engines'))
  return files.some((file) => file.startsWith('schema-engine-') && !file.endsWith('.tmp'))
}

// A migration should not wait for a question about newer versions, nor tell anybody that it ran.
const env = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env }
// The engine below is started as a program of its own, and must run on the same Node as this one: better-sqlite3 is built for it.
env.PATH = [dirname(process.execPath), ...(env.PATH ? [env.PATH] : [])].join(delimiter)
if (!env.PRISMA_SCHEMA_ENGINE_BINARY && !hasNativeEngine()) {
  env.PRISMA_SCHEMA_ENGINE_BINARY = join(root, 'scripts/schema-engine.js')
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'pipe' | 'ignore'} stdout where to the CLI writes; what it writes to a pipe is shown once it has ended
 * @returns {{ status: number, said: string }} the exit status, and what went through the pipe
 */
function migrate(args, stdout) {
  const cli = join(root, 'node_modules/prisma/build/index.js')
  const config = ['--config', join(root, 'prisma.config.ts')]
  const { status, error, output } = spawnSync(process.execPath, [cli, 'migrate', ...args, ...config], {
    env,
    stdio: ['inherit', stdout, stdout === 'ignore' ? 'ignore' : 'inherit'],
    encoding: 'utf8',
  })
  if (error) console.error(`Could not start Prisma: ${error.message}`)
  const said = output?.[1] ?? ''
  process.stdout.write(said)
  return { status: status ?? 1, said }
}

const args = process.argv.slice(2)
const deploys = args.length === 1 && args[0] === 'deploy'
const { status, said } = migrate(args, deploys ? 'pipe' : 'inherit')
process.exitCode = status
restrictDatabaseFiles()

// The CLI ends with 0 when its engine is killed in the middle of a migration, for want of memory for instance. Where it
// did not say that it came to its end, a second run tells.
const ended = /^(?:No pending migrations to apply|All migrations have been successfully applied)\.$/m
if (status === 0 && deploys && !ended.test(said) && migrate(['status'], 'ignore').status !== 0) {
  console.error('The database and the migrations still differ. "node scripts/migrate.js status" says how.')
  process.exitCode = 1
}
