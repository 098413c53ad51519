// Compiles better-sqlite3 again if the installation has compiled it against the headers of Node 24.19 or newer, because
// the result aborts the process at some garbage collection; docs/decisions/0011-better-sqlite3-12.md explains it. Part of
// `npm ci`.
//
//   node scripts/sqlite.js
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const ADDON = join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')
const HEADER = join(import.meta.dirname, 'native/object-wrap.h')

/** Only the base class of the faulty headers removes hooks. */
function isFaulty() {
  return existsSync(ADDON) && readFileSync(ADDON).includes('RemoveEnvironmentCleanupHook')
}

if (process.versions.node.startsWith('24.') && process.platform !== 'win32' && isFaulty()) {
  console.log('Compiling better-sqlite3 again, without the cleanup hooks of Node 24')
  const env = {
    ...process.env,
    CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} -include "${HEADER}"`,
    npm_config_build_from_source: 'true',
  }
  const options = { cwd: root, env, stdio: /** @type {const} */ (['ignore', 'ignore', 'inherit']) }
  const { status } = spawnSync('npm', ['rebuild', 'better-sqlite3'], options)
  if (status !== 0 || isFaulty()) {
    console.error(
      'better-sqlite3 may abort this process. Use Node 22 or 26, or another database than SQLite.',
    )
  }
}
