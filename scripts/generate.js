// Generates the Prisma clients of both databases into src/store/generated, if they are not made from the present schemas.
// Prints nothing when all is well.
//
//   node scripts/generate.js
import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprint, isStamped, root } from './fingerprint.js'
import { databases, writeSchemas } from './schema.js'

/** Each has the fingerprint of what the clients were made from. It is written last, so an interrupted run leaves none. */
export const generatedStamps = databases.map(({ name }) =>
  join(root, 'src/store/generated', name, '.generated'),
)

/**
 * Runs `prisma generate` for one database.
 *
 * @param {string} name
 * @returns {Promise<{ name: string, status: number, output: string }>}
 */
function generate(name) {
  const args = ['node_modules/prisma-cli/build/index.js', 'generate', '--no-hints']
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

/**
 * Writes the schema files and generates both clients, unless they are up to date.
 *
 * @returns {Promise<boolean>} whether the clients are there; what went wrong has been printed
 */
export async function generateClients() {
  writeSchemas({ check: false })
  const inputs = fingerprint([
    ...databases.map(({ name }) => join(root, 'prisma', name, 'schema.prisma')),
    join(root, 'node_modules/prisma-cli/package.json'),
    import.meta.filename,
  ])
  if (generatedStamps.every((stamp) => isStamped(stamp, inputs))) return true
  for (const stamp of generatedStamps) rmSync(stamp, { force: true })
  const results = await Promise.all(databases.map(({ name }) => generate(name)))
  const failed = results.filter(({ status }) => status !== 0)
  for (const { name, status, output } of failed) {
    console.error(`"prisma generate" failed for ${name} (exit status ${status}):\n${output}`)
  }
  if (failed.length === 0) for (const stamp of generatedStamps) writeFileSync(stamp, inputs)
  return failed.length === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await generateClients())) process.exitCode = 1
