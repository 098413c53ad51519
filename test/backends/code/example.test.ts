// examples/backend as a program of its own, with the built package; build before.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'example-backend-'))
const env = {
  PATH: process.env['PATH'],
  BACKEND_CODE_CLIENT_SECRET: 'a secret',
  TRUST_PROXY: '127.0.0.1',
  DATABASE_URL: `file:${folder}/x.db`,
}

beforeAll(() => {
  cpSync(join(ROOT, 'examples/backend'), folder, { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/portcullis'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('its tests, which are the contract of backends, pass in node:test', async () => {
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: folder, env })
  expect(stdout).toMatch(/^# pass [89]$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
}, 30_000)

test('its configuration is that of the command line', async () => {
  const main = join(ROOT, 'dist/main.js')
  const { stdout } = await run(process.execPath, [main, 'backend', 'list', '--json'], { cwd: folder, env })
  const Listed = z.object({
    backends: z.array(z.object({ name: z.string(), issuer: z.string(), source: z.string() })),
  })
  expect(Listed.parse(JSON.parse(stdout)).backends).toEqual([
    { name: 'company', issuer: 'urn:example:company-login', source: 'code' },
    { name: 'code', issuer: 'https://github.com/login/oauth', source: 'code' },
    { name: 'intranet', issuer: 'urn:portcullis:backend:intranet', source: 'code' },
  ])
}, 30_000)
