// Runs the server and restarts it whenever a change in src/ has been bundled, or a template in views/ has changed.
//
//   node scripts/dev.js
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { context } from 'esbuild'
import { build, BUNDLE, STAMP, removeOthers } from './build.js'
import { root } from './fingerprint.js'

/** Editors write a file several times when they save it. */
const SETTLE_MS = 100

/** @type {import('node:child_process').ChildProcess | null} */
let server = null
/** @type {NodeJS.Timeout | undefined} */
let timer
/** One restart at a time. */
let lastRestart = Promise.resolve()

if (!(await build())) process.exit(1)
// What is in dist/ from here on is not what the stamp was written for.
rmSync(STAMP)
const bundler = await context({
  ...BUNDLE,
  logLevel: 'info',
  plugins: [
    {
      name: 'restart',
      // Also called for the first run, which starts the server.
      setup({ onEnd }) {
        onEnd(({ errors, metafile }) => {
          if (errors.length > 0 || metafile === undefined) return
          removeOthers(metafile, 0)
          restartSoon()
        })
      },
    },
  ],
})
await bundler.watch()
// Types are checked meanwhile, and an error of theirs does not keep a change from being tried.
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const checker = spawn(process.execPath, [tsc, '--noEmit', '--watch', '--preserveWatchOutput'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})
watch(join(root, 'views'), { recursive: true }, restartSoon)

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, async () => {
    clearTimeout(timer)
    checker.kill()
    await bundler.dispose()
    await lastRestart
    await stopServer()
    process.exit()
  })
}

function restartSoon() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    lastRestart = lastRestart.then(restart)
  }, SETTLE_MS)
}

async function restart() {
  await stopServer()
  server = spawn(process.execPath, ['dist/main.js'], { cwd: root, stdio: 'inherit' })
}

async function stopServer() {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return
  server.kill()
  await once(server, 'exit')
}
