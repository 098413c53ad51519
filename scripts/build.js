// Generates the Prisma clients, bundles src/ and compiles views/ into dist/, each only if something has changed since the last time.
//
//   node scripts/build.js             fails if it cannot build
//   node scripts/build.js --optional  without the development dependencies it only says how to build ("prepare")
//   node scripts/build.js --types     makes the declarations of the package, too ("prepack")
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow, fingerprint, isStamped, root } from './fingerprint.js'
import { generateClients, generatedStamps } from './generate.js'

const DIST = join(root, 'dist')
/** Has the fingerprint of the sources. Written last, so that an interrupted run leaves none. */
export const STAMP = join(DIST, '.built')

const VIEWS = join(root, 'views')

/** The declarations that programs compile against. The server does not need them, so only a package has them. */
const TYPES = join(DIST, 'types')
/** The declarations of all that these lead to, while they are made; a package does not have it. */
const ALL_TYPES = join(DIST, '.all-types')
/** Has the fingerprint of the sources. Not below `TYPES`, which is packed. */
const TYPES_STAMP = join(DIST, '.types')

const optional = process.argv.includes('--optional')
const isPackage = process.argv.includes('--types')

/** A server that was started from an earlier build loads some chunks only when it needs them, and is restarted before long. */
const KEPT_MS = 24 * 60 * 60 * 1000

/**
 * How esbuild makes dist/: the program, the files that package.json exports, and beside them the chunks that they share.
 * Node reads every file of a program by itself, and the program would take a third longer to start from 500 of them. A
 * dynamic import stays one, and a chunk has only what all who load it need, so that a command loads no more than before.
 *
 * @type {import('esbuild').BuildOptions & { readonly metafile: true }}
 */
export const BUNDLE = {
  absWorkingDir: root,
  entryPoints: [
    'src/main.ts',
    'src/exports/*.ts',
    'src/locales/de.ts',
    'src/locales/en.ts',
    'src/locales/fr.ts',
  ],
  outbase: 'src',
  outdir: DIST,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  tsconfig: 'tsconfig.json',
  // For the stack traces: they name the files and lines of src/.
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
}

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
  // A package must not have what earlier builds have left, which only this one's list of files tells.
  if (!isPackage && isStamped(STAMP, state())) return true
  rmSync(STAMP, { force: true })
  const esbuild = await import('esbuild')
  const result = await esbuild.build(BUNDLE).catch(() => null)
  // It has printed what is wrong.
  if (result === null) return false
  removeOthers(result.metafile, isPackage ? 0 : KEPT_MS)
  await compileTemplates(join(DIST, 'views'))
  writeFileSync(STAMP, state())
  return true
}

/**
 * Compiles the templates of views/, which takes ten times longer than loading what it makes. src/pages/theme.ts says what
 * a file has, and loads it only for the very text that it was made from.
 *
 * @param {string} folder for the compiled templates
 */
export async function compileTemplates(folder) {
  const { default: nunjucks } = await import('nunjucks')
  const written = new Set()
  for (const path of filesBelow(VIEWS)) {
    const name = relative(VIEWS, path).replaceAll('\\', '/')
    const text = readFileSync(path, 'utf8')
    const compile = (/** @type {boolean} */ throwOnUndefined) => {
      const options = { throwOnUndefined, trimBlocks: true, lstripBlocks: true }
      const env = new nunjucks.Environment(null, options)
      // Without it, the code would add itself to a global variable.
      const wrapper = (/** @type {{ template: string }[]} */ [{ template }]) => template
      return nunjucks.precompileString(text, { name, env, wrapper })
    }
    const output = join(folder, name.replace(/\.njk$/, '.cjs'))
    mkdirSync(dirname(output), { recursive: true })
    // Under its name when it is whole, because a running server may load it at any time.
    writeFileSync(
      `${output}.new`,
      `exports.sha256 = '${createHash('sha256').update(text).digest('hex')}'\n` +
        `exports.strict = () => {\n${compile(true)}\n}\n` +
        `exports.lenient = () => {\n${compile(false)}\n}\n`,
    )
    renameSync(`${output}.new`, output)
    written.add(output)
  }
  for (const path of filesBelow(folder)) if (!written.has(path)) rmSync(path)
}

/**
 * Brings dist/types/ up to date: the declarations that src/exports/ refers to, and no others, because those of the rest
 * need libraries whose declarations a program does not have.
 *
 * @returns {boolean} whether it is; what went wrong has been printed
 */
function buildTypes() {
  if (!hasTools()) {
    console.error('The declarations are not built, because the development dependencies are not installed.')
    return false
  }
  if (existsSync(join(TYPES, 'exports/index.d.ts')) && isStamped(TYPES_STAMP, state())) return true
  for (const path of [TYPES_STAMP, TYPES, ALL_TYPES]) rmSync(path, { recursive: true, force: true })
  const tsc = join(root, 'node_modules/typescript-7/bin/tsc')
  const args = [tsc, '--project', 'tsconfig.types.json', '--outDir', ALL_TYPES]
  if (spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0) return false
  const waiting = exportedTypes()
  for (const path of waiting) {
    const text = readFileSync(join(ALL_TYPES, path), 'utf8')
    mkdirSync(dirname(join(TYPES, path)), { recursive: true })
    writeFileSync(join(TYPES, path), text)
    for (const [, other = ''] of text.matchAll(/(?:from |import\()['"](\.[^'"]*)\.js['"]/g)) {
      const imported = join(dirname(path), `${other}.d.ts`)
      if (!waiting.includes(imported)) waiting.push(imported)
    }
  }
  rmSync(ALL_TYPES, { recursive: true })
  writeFileSync(TYPES_STAMP, state())
  return true
}

/** The declarations that package.json names, relative to `TYPES`. */
function exportedTypes() {
  /** @type {{ exports: Record<string, string | { types: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [relative(TYPES, join(root, entry.types))],
  )
}

function hasTools() {
  const packages = ['prisma-cli', 'esbuild', 'typescript-7', '@types/node']
  return packages.every((name) => existsSync(join(root, 'node_modules', name)))
}

function state() {
  return fingerprint([
    ...filesBelow(join(root, 'src')).filter((path) => !path.includes('/generated/')),
    ...generatedStamps,
    ...filesBelow(VIEWS),
    ...['tsconfig.json', 'tsconfig.types.json', 'package-lock.json'].map((name) => join(root, name)),
    join(root, 'scripts/build.js'),
  ])
}

/**
 * Removes what earlier runs have left: the names of chunks depend on their content.
 *
 * @param {import('esbuild').Metafile} metafile what the last run has written
 * @param {number} keptMs how old a file must be to be removed, in milliseconds
 */
export function removeOthers({ outputs }, keptMs) {
  const written = new Set(Object.keys(outputs).map((name) => join(root, name)))
  const others = filesBelow(DIST).filter((path) => /\.js(?:\.map)?$/.test(path) && !written.has(path))
  for (const path of others) if (Date.now() - statSync(path).mtimeMs >= keptMs) rmSync(path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isBuilt = (await build()) && (!isPackage || buildTypes())
  if (!isBuilt) process.exitCode = 1
}
