// Portcullis as dist/main.js starts it, on settings of the environment, with the log of production: JSON, one line for a
// request. It tells its parent process how many statements it has run, and how long its event loop stood still.
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const file = join(process.env['DIST'] ?? 'dist', 'exports/index.js')
const { createLogger, readSettings, startServer } = await import(pathToFileURL(file).href)
let statements = 0
await startServer({
  settings: { ...readSettings(process.env, process.cwd()), demo: false },
  log: createLogger({ production: true, level: 'info' }),
  onStatement: (text) => {
    // What runs by the clock belongs to no request.
    if (!/JOIN "BackendVersion" v|\/\* /.test(text)) statements += 1
  },
})
const delays = monitorEventLoopDelay({ resolution: 1 })
process.on('message', (question) => {
  // From the first question on, because it takes CPU time, which the other programs would not have.
  if (question === 'delay') delays.enable()
  process.send?.(question === 'statements' ? statements : delays.max / 1e6)
  if (question === 'statements') statements = 0
  else delays.reset()
})
// The parent process has ended.
process.on('disconnect', () => process.exit())
