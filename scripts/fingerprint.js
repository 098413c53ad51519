// One value for the content of many files. What was made from them is out of date when the value has changed. Times of
// files do not show that: a deleted file has none, and copies and archives keep old ones.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = join(import.meta.dirname, '..')

/**
 * All files below a folder, or the file itself; none if it does not exist.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesBelow(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => filesBelow(join(path, entry.name)))
    .sort()
}

/**
 * The SHA-256 of these files, names included.
 *
 * @param {string[]} paths files that exist
 * @returns {string} hexadecimal
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const content = readFileSync(path)
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * Whether a stamp was written for this very fingerprint.
 *
 * @param {string} stamp a file that a finished run has written
 * @param {string} expected
 */
export function isStamped(stamp, expected) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === expected
}
