// Runs Jest with what ES modules need on Node 20. The browser stories need a Chromium: where none is found they are left
// out with a clear word, except in CI, where a missing browser is a failure.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const chromium = process.env['CHROMIUM'] ?? PLACES.find((path) => existsSync(path))
const words = process.argv.slice(2)
const env = { ...process.env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules` }

if (chromium) {
  env['CHROMIUM'] = chromium
} else if (process.env['CI']) {
  console.error('No Chromium was found: install one, or name it in CHROMIUM.')
  process.exit(1)
} else {
  console.warn(
    '\nNo Chromium was found, so the browser stories in test/browser do NOT run. Name one in CHROMIUM.\n',
  )
  words.push('--testPathIgnorePatterns', '/node_modules/', '/test/browser/')
}
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...words], {
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)
