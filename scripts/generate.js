// Generates the Prisma clients of both databases into src/store/generated. Says nothing when all is well, and does
// nothing when the clients are newer than what they are made from.
import { spawn } from 'node:child_process'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databases, writeSchemas } from './schema.js'

const root = join(import.meta.dirname, '..')

/** Written last, so that a run that was interrupted is not taken for a finished one. */
const marks = databases.map(({ name }) => join(root, 'src/store/generated', name, '.generated'))

/**
 * When a file last changed, or 0 when there is none.
 *
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Whether both clients are younger than their schemas, this script and the Prisma that is installed. */
function upToDate() {
  const inputs = [
    ...databases.map(({ name }) => join(root, 'prisma', name, 'schema.prisma')),
    join(root, 'node_modules/prisma/package.json'),
    import.meta.filename,
  ]
  return Math.min(...marks.map(changedAt)) > Math.max(...inputs.map(changedAt))
}

/**
 * Runs `prisma generate` for one database.
 *
 * @param {string} name
 * @returns {Promise<{ name: string, status: number, output: string }>}
 */
function generate(name) {
  const args = ['node_modules/prisma/build/index.js', 'generate', '--no-hints']
  const child = spawn(process.execPath, [...args, '--schema', `prisma/${name}/schema.prisma`], {
    cwd: root,
    env: {
      // Prisma 7 generates without the schema engine, yet first tries to download it. An engine that is named here is
      // not looked for elsewhere, and any file will do, as it is never started.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      ...process.env,
    },
  })
  let output = ''
  const collect = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ name, status: 1, output: String(error) }))
    child.on('close', (status) => resolve({ name, status: status ?? 1, output }))
  })
}

writeSchemas({ check: false })
if (!upToDate()) {
  for (const mark of marks) rmSync(mark, { force: true })
  const results = await Promise.all(databases.map(({ name }) => generate(name)))
  for (const { name, status, output } of results) {
    if (status === 0) continue
    console.error(`"prisma generate" failed for ${name} (exit status ${status}):\n${output}`)
    process.exitCode = 1
  }
  if (process.exitCode === undefined) for (const mark of marks) writeFileSync(mark, '')
}
