// `prisma migrate` on the database of DATABASE_URL for development, also where the native schema engine cannot be
// downloaded. `portcullis migrate`, which needs neither, is for administrators.
//
//   node scripts/migrate.js diff ...      compares schemas and databases
//   node scripts/migrate.js deploy        applies the migrations that are missing
//   node scripts/migrate.js status        says which these are
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

// A migration should neither look for newer versions of Prisma nor report that it ran.
const env = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env }
// The engine below is a program of its own. It must run on the Node of this process, for which better-sqlite3 is built.
env.PATH = [dirname(process.execPath), ...(env.PATH ? [env.PATH] : [])].join(delimiter)
if (!env.PRISMA_SCHEMA_ENGINE_BINARY && !hasNativeEngine()) {
  env.PRISMA_SCHEMA_ENGINE_BINARY = join(root, 'scripts/schema-engine.js')
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'pipe' | 'ignore'} stdout where the CLI writes; the content of a pipe is printed at the end
 * @returns {{ status: number, output: string }} the exit status, and the content of the pipe
 */
function migrate(args, stdout) {
  const cli = join(root, 'node_modules/prisma-cli/build/index.js')
  const config = ['--config', join(root, 'prisma.config.ts')]
  const {
    status,
    error,
    stdout: text,
  } = spawnSync(process.execPath, [cli, 'migrate', ...args, ...config], {
    env,
    stdio: ['inherit', stdout, stdout === 'ignore' ? 'ignore' : 'inherit'],
    encoding: 'utf8',
  })
  if (error) console.error(`Could not start Prisma: ${error.message}`)
  const output = text ?? ''
  process.stdout.write(output)
  return { status: status ?? 1, output }
}

const args = process.argv.slice(2)
const deploys = args.length === 1 && args[0] === 'deploy'
const { status, output } = migrate(args, deploys ? 'pipe' : 'inherit')
process.exitCode = status
restrictDatabaseFiles()

// The CLI exits with 0 even when its engine is killed during a migration, for example because memory runs out. If it did
// not report the end of its work, `status` finds out what is missing.
const ended = /^(?:No pending migrations to apply|All migrations have been successfully applied)\.$/m
if (status === 0 && deploys && !ended.test(output) && migrate(['status'], 'ignore').status !== 0) {
  console.error('The database and the migrations still differ. "node scripts/migrate.js status" says how.')
  process.exitCode = 1
}
