// Runs the server and restarts it whenever a change in src/ has compiled, or a template in views/ has changed.
//
//   node scripts/dev.js
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from './build.js'
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
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const compiler = spawn(
  process.execPath,
  [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
createInterface({ input: compiler.stdout }).on('line', (line) => {
  if (line.trim() !== '') console.log(line)
  // The compiler also reports this once at the beginning, which starts the server.
  if (line.includes('Found 0 errors')) restartSoon()
})
watch(join(root, 'views'), { recursive: true }, restartSoon)

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, async () => {
    clearTimeout(timer)
    compiler.kill()
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
