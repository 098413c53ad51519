// Generates the Prisma clients and compiles src/ into dist/, each only if something has changed since the last time.
//
//   node scripts/build.js             fails if it cannot build
//   node scripts/build.js --optional  without the development dependencies it only says how to build ("prepare")
//   node scripts/build.js --types     makes the declarations of the package, too ("prepack")
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow, fingerprint, isMarked, root } from './fingerprint.js'
import { generateClients, generatedMarks } from './generate.js'

const DIST = join(root, 'dist')
/** The compiler's notes. They change whenever it writes to dist/, also when something else has started it. */
const BUILD_INFO = join(DIST, '.tsbuildinfo')
/** Has the fingerprint of the sources and of the notes. Written last, so that an interrupted run leaves none. */
const MARK = join(DIST, '.built')

/** The declarations that programs compile against. The server does not need them, so only a package has them. */
const TYPES = join(DIST, 'types')
/** Has the fingerprint of the sources. Not below `TYPES`, which is packed. */
const TYPES_MARK = join(DIST, '.types')

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
  if (!compile('tsconfig.build.json')) return false
  writeFileSync(MARK, state())
  return true
}

/**
 * Brings dist/types/ up to date: the declarations that src/exports/ refers to, and no others, because those of the rest
 * need libraries whose declarations a program does not have.
 *
 * @returns {Promise<boolean>} whether it is; what went wrong has been printed
 */
async function buildTypes() {
  if (!hasTools()) {
    console.error('The declarations are not built, because the development dependencies are not installed.')
    return false
  }
  if (existsSync(join(TYPES, 'exports/index.d.ts')) && isMarked(TYPES_MARK, state())) return true
  rmSync(TYPES_MARK, { force: true })
  rmSync(TYPES, { recursive: true, force: true })
  const { default: ts } = await import('typescript')
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.types.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (fault) => console.error(fault.messageText),
  })
  if (config === undefined) return false
  const program = ts.createProgram(config.fileNames, config.options)
  const waiting = config.fileNames
  for (const path of waiting) {
    const { diagnostics } = program.emit(program.getSourceFile(path), (output, text) => {
      mkdirSync(dirname(output), { recursive: true })
      writeFileSync(output, text)
      for (const { fileName } of ts.preProcessFile(text).importedFiles) {
        const source = resolve(dirname(path), fileName.replace(/\.js$/, '.ts'))
        if (fileName.startsWith('.') && !waiting.includes(source)) waiting.push(source)
      }
    })
    for (const { messageText } of diagnostics) console.error(path, messageText)
    if (diagnostics.length > 0) return false
  }
  writeFileSync(TYPES_MARK, state())
  return true
}

/** @param {string} project */
function compile(project) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' })
  return status === 0
}

function hasTools() {
  const packages = ['prisma-cli', 'typescript', '@types/node']
  return packages.every((name) => existsSync(join(root, 'node_modules', name)))
}

function state() {
  return fingerprint([
    ...filesBelow(join(root, 'src')).filter((path) => !path.includes('/generated/')),
    ...generatedMarks,
    ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.types.json', 'package-lock.json'].map((name) =>
      join(root, name),
    ),
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isBuilt = (await build()) && (!process.argv.includes('--types') || (await buildTypes()))
  if (!isBuilt) process.exitCode = 1
}
