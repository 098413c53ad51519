import { execFile } from 'node:child_process'
import { readFileSync, readdirSync, statSync, mkdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { KEYS, PRODUCTION, sandbox } from './sandbox.js'
import type { Sandbox, Values } from './sandbox.js'

let box: Sandbox
beforeEach(() => {
  box = sandbox()
})
afterEach(() => {
  box.remove()
})

const A = KEYS.SESSION_KEYS
const B = KEYS.ENCRYPTION_KEYS

test('several keys stay in order', () => {
  const newer = `new-${A}`
  expect(box.read({ ...PRODUCTION, SESSION_KEYS: ` ${newer} , ${A}` }).sessionKeys).toEqual([newer, A])
})

const bad: readonly (readonly [Values, string])[] = [
  [{ SESSION_KEYS: 'short' }, 'SESSION_KEYS (entry 1) is shorter than 32 bytes'],
  [{ SESSION_KEYS: `${A},` }, 'SESSION_KEYS (entry 2) is shorter than 32 bytes'],
  [{ SESSION_KEYS: 'x'.repeat(40) }, 'SESSION_KEYS (entry 1) repeats the same few characters'],
  [{ SESSION_KEYS: 'ChangeMe-to-something-long-and-random' }, 'SESSION_KEYS (entry 1) is a placeholder'],
  [{ ENCRYPTION_KEYS: `${B},${B}` }, 'ENCRYPTION_KEYS lists a key twice'],
  [{ ENCRYPTION_KEYS: `${B},${A}` }, 'ENCRYPTION_KEYS has a key that is also in SESSION_KEYS'],
]

test.each(bad)('S215: %j is an error in production and in development', (values, error) => {
  expect(box.errors({ ...PRODUCTION, ...values })).toContain(error)
  expect(box.errors({ ...KEYS, ...values })).toContain(error)
})

test('development generates keys once, in a file that only its owner can read', () => {
  const first = box.read({})
  const second = box.read({})
  expect(second.sessionKeys).toEqual(first.sessionKeys)
  expect(second.encryptionKeys).toEqual(first.encryptionKeys)
  expect(first.sessionKeys).not.toEqual(first.encryptionKeys)
  expect(readdirSync(box.path('data'))).toEqual(['keys.json'])
  expect(statSync(box.path('data/keys.json')).mode & 0o777).toBe(0o600)
})

test('the key file is beside the SQLite file', () => {
  box.read({ DATABASE_URL: 'file:else/where.db' })
  expect(readdirSync(box.path('else'))).toEqual(['keys.json'])
})

test('a key that is set replaces the one in the file', () => {
  const settings = box.read({ SESSION_KEYS: A })
  expect(settings.sessionKeys).toEqual([A])
  expect(settings.encryptionKeys).toEqual(box.read({}).encryptionKeys)
})

test.each([
  ['', 'is not valid JSON'],
  ['{"sessionKeys": [', 'is not valid JSON'],
  ['[]', 'does not contain'],
  ['{"sessionKeys": [], "encryptionKeys": []}', 'does not contain'],
  [JSON.stringify({ sessionKeys: [A], encryptionKeys: [A] }), 'does not contain'],
  [JSON.stringify({ sessionKeys: [A], encryptionKeys: [B], more: 1 }), 'does not contain'],
])('an invalid file %j is an error and is not replaced', (text, error) => {
  mkdirSync(box.path('data'))
  box.write('data/keys.json', text)
  expect(box.errors({})).toContain(`keys.json ${error}`)
  expect(readFileSync(box.path('data/keys.json'), 'utf8')).toBe(text)
})

test('a folder that cannot be created is an error', () => {
  box.write('data', 'a file in the way')
  expect(box.errors({})).toMatch(/keys\.json cannot be (read|written) \((ENOTDIR|EEXIST)\)/)
})

test('processes that start at once end with the same keys', async () => {
  const program = `
    import { readSettings } from './dist/exports/index.js'
    const { sessionKeys, encryptionKeys } = readSettings({}, process.argv[1])
    console.log(JSON.stringify([sessionKeys, encryptionKeys]))`
  const start = async (): Promise<string> => {
    const args = ['--input-type=module', '-e', program, box.folder]
    return (await promisify(execFile)(process.execPath, args, { env: {} })).stdout
  }
  const outputs = await Promise.all(Array.from({ length: 6 }, start))
  expect(new Set(outputs).size).toBe(1)
  expect(readdirSync(box.path('data'))).toEqual(['keys.json'])
}, 60_000)
