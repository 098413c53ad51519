// Runs Jest. Some tests need a program that npm does not install. If it is missing,
// they are left out with a message; in CI a missing program is a failure.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Each program with the variable that names it, its possible commands, and the folder of the tests that need it. */
const PROGRAMS = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM',
    // The first one is the same browser without its own windows, which take most of the processor time of a new page.
    commands: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    folder: 'test/browser/',
  },
  { name: 'redis-server', variable: 'REDIS_SERVER', commands: ['redis-server'], folder: 'test/redis/' },
  { name: 'nginx', variable: 'NGINX', commands: ['nginx'], folder: 'test/nginx/' },
]
// Some of them are in folders that only the PATH of root has.
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/sbin']

const words = process.argv.slice(2)
const env = { ...process.env }
const missing = []
for (const program of PROGRAMS) {
  const path = process.env[program.variable] || find(program.commands)
  if (path) env[program.variable] = path
  else missing.push(program)
}
for (const { name, variable, folder } of missing) {
  const left = process.env['CI'] ? 'install it' : `the tests in ${folder} do NOT run: install it`
  console.warn(`\nNo ${name} was found, so ${left}, or name it in ${variable}.`)
}
if (missing.length > 0 && process.env['CI']) process.exit(1)
if (missing.length > 0) {
  words.push('--testPathIgnorePatterns', '/node_modules/', ...missing.map(({ folder }) => `/${folder}`))
}
// Its workers get these options, too. Most objects of a request are short-lived, and with this space die before they are copied.
// The workers keep all cores busy, so that more threads for collecting would only wait for each other.
const options = ['--max-semi-space-size=64', '--single-threaded-gc']
const { status } = spawnSync(process.execPath, [...options, 'node_modules/jest/bin/jest.js', ...words], {
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)

/** @param {readonly string[]} commands */
function find(commands) {
  return commands.flatMap((command) => FOLDERS.map((folder) => join(folder, command))).find(existsSync)
}
