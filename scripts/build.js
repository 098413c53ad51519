// Generates the Prisma clients and compiles src/ into dist/, each only if something has changed since the last time.
//
//   node scripts/build.js             fails if it cannot build
//   node scripts/build.js --optional  without the development dependencies it only says how to build ("prepare")
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow, fingerprint, isMarked, root } from './fingerprint.js'
import { generateClients, generatedMarks } from './generate.js'

const DIST = join(root, 'dist')
/** The compiler's notes. They change whenever it writes to dist/, also when something else has started it. */
const BUILD_INFO = join(DIST, '.tsbuildinfo')
/** Has the fingerprint of the sources and of the notes. Written last, so that an interrupted run leaves none. */
const MARK = join(DIST, '.built')

const optional = process.argv.includes('--optional')

/**
 * Brings dist/ up to date.
 *
 * @returns {Promise<boolean>} whether it is; what went wrong has been printed
 */
export async function build() {
  if (!hasTools()) {
    // In production, the development dependencies are often removed after the build.
    if (existsSync(join(DIST, 'main.js'))) return true
    console.error(
      'Portcullis is not built, and the development dependencies, which build it, are not installed. Run "npm ci --include=dev", which also builds it, and then "npm prune --omit=dev" to remove them.',
    )
    return optional
  }
  if (!(await generateClients())) return false
  if (isMarked(MARK, state())) return true
  rmSync(MARK, { force: true })
  removeOrphans()
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit') }
  if (spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], options).status !== 0) return false
  writeFileSync(MARK, state())
  return true
}

function hasTools() {
  const packages = ['prisma-cli', 'typescript', '@types/node']
  return packages.every((name) => existsSync(join(root, 'node_modules', name)))
}

function state() {
  return fingerprint([
    ...filesBelow(join(root, 'src')).filter((path) => !path.includes('/generated/')),
    ...generatedMarks,
    ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => join(root, name)),
    ...filesBelow(BUILD_INFO),
  ])
}

// The compiler leaves the output of sources that were deleted or moved.
function removeOrphans() {
  for (const file of filesBelow(DIST).filter((path) => path.endsWith('.js'))) {
    const source = join(root, 'src', relative(DIST, file).replace(/\.js$/, '.ts'))
    if (!existsSync(source)) rmSync(file)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await build())) process.exitCode = 1
