// Runs Jest with what ES modules need on Node 20. Some tests need a program that npm does not bring: where it is not found
// they are left out with a clear word, except in CI, where a missing program is a failure.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Each program, the variable that names it for the tests, what it may be called, and the folder of the tests that need it. */
const PROGRAMS = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    folder: 'test/browser/',
  },
  { name: 'redis-server', variable: 'REDIS_SERVER', commands: ['redis-server'], folder: 'test/redis/' },
  { name: 'nginx', variable: 'NGINX', commands: ['nginx'], folder: 'test/nginx/' },
]
// Some of them are for administrators, whose folders are not in everybody's PATH.
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/sbin']

const words = process.argv.slice(2)
const env = { ...process.env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules` }
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
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...words], {
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)

/** @param {readonly string[]} commands */
function find(commands) {
  return commands.flatMap((command) => FOLDERS.map((folder) => join(folder, command))).find(existsSync)
}
