// `prisma migrate` on the database of DATABASE_URL, also where the native schema engine cannot be downloaded:
//
//   node scripts/migrate.js deploy        applies the migrations that are missing ("npm run migrate")
//   node scripts/migrate.js status        says which these are
//   node scripts/migrate.js resolve ...   after a migration that failed
//
// To change the models: edit prisma/models.prisma, run `npm run schema`, then `node scripts/new-migration.js NAME`,
// read the two files it writes, and commit all of it together. `prisma migrate dev` is not needed for that.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Whether Prisma's installation could download its own engine. */
function hasNativeEngine() {
  const files = readdirSync(join(root, 'node_modules/@prisma/engines'))
  return files.some((file) => file.startsWith('schema-engine-') && !file.endsWith('.tmp'))
}

// A migration should not wait for a question about newer versions, nor tell anybody that it ran.
const env = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env }
if (!env.PRISMA_SCHEMA_ENGINE_BINARY && !hasNativeEngine()) {
  env.PRISMA_SCHEMA_ENGINE_BINARY = join(root, 'scripts/schema-engine.js')
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'ignore'} stdio
 * @returns {number} the exit status
 */
function migrate(args, stdio) {
  const cli = join(root, 'node_modules/prisma/build/index.js')
  const config = ['--config', join(root, 'prisma.config.ts')]
  const { status, error } = spawnSync(process.execPath, [cli, 'migrate', ...args, ...config], { env, stdio })
  if (error) console.error(`Could not start Prisma: ${error.message}`)
  return status ?? 1
}

const args = process.argv.slice(2)
process.exitCode = migrate(args, 'inherit')

// The CLI ends with 0 when its engine is killed in the middle of a migration, for want of memory for instance.
if (
  process.exitCode === 0 &&
  args.length === 1 &&
  args[0] === 'deploy' &&
  migrate(['status'], 'ignore') !== 0
) {
  console.error('The database and the migrations still differ. "node scripts/migrate.js status" says how.')
  process.exitCode = 1
}
