import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMMANDS } from '../../src/cli/commands.js'
import { runCommandLine, startCommand } from '../support/command-line.js'

const SOURCES = join(import.meta.dirname, '../../src')
const DIST = join(import.meta.dirname, '../../dist/')

test('the help lists every command, with status 0', async () => {
  const { status, out, err } = await runCommandLine(['--help'])
  expect(status).toBe(0)
  expect(err).toBe('')
  for (const { name, summary } of COMMANDS) {
    expect(out).toContain(`  ${name}`)
    expect(out).toContain(summary)
  }
})

test.each(COMMANDS.map(({ name }) => name))('%s has a help of its own', async (name) => {
  const { status, out } = await runCommandLine([...name.split(' '), '--help'])
  expect(status).toBe(0)
  expect(out).toContain(`Usage: portcullis ${name}`)
  expect(out).toContain('--json')
})

test('the program passes its arguments on, and exits with the status of the command', async () => {
  const [valid, invalid] = await Promise.all(
    [['user', 'enable', '--help'], ['fly']].map((args) => startCommand(args).ended),
  )
  expect(valid).toMatchObject({ status: 0, err: '' })
  expect(valid?.out).toContain('Usage: portcullis user enable NAME')
  expect(invalid).toMatchObject({ status: 2, out: '' })
})

test('help loads only descriptions, and a command only what it needs', async () => {
  const [help, forOne, migrate, doctor] = await Promise.all([
    listLoaded(['--help']),
    listLoaded(['user', 'add', '--help']),
    listLoaded(['migrate', '--status'], { DATABASE_URL: 'file:/nowhere/x.db' }),
    listLoaded(['doctor'], { DATABASE_URL: 'file:/nowhere/x.db' }),
  ])
  expect(help.length).toBeLessThan(20)
  expect(forOne).toEqual(help)
  expect(migrate).toContain('store/migration-state.ts')
  expect(
    migrate.filter((path) => /^(?:pages|pipeline|routes|http-client\/http-client|server\.ts)/.test(path)),
  ).toEqual([])
  expect(doctor).toContain('doctor/sessions.ts')
  expect(doctor).not.toContain('sessions/stores/redis-connection.ts')
})

/** The files below src/ that a command line loads, of which each chunk in dist/ has several. */
async function listLoaded(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cli-'))
  await startCommand(args, { ...env, NODE_V8_COVERAGE: folder }).ended
  const [name = ''] = readdirSync(folder)
  const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] }
  const loaded = result.flatMap(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : []))
  const chunks = loaded.filter((path) => path.startsWith(DIST))
  const sources = chunks.flatMap((path) => {
    const { sources } = JSON.parse(readFileSync(`${path}.map`, 'utf8')) as { sources: string[] }
    return sources.map((source) => relative(SOURCES, join(dirname(path), source)))
  })
  return sources.filter((path) => !path.includes('/generated/')).sort()
}

test('the stack trace of an unexpected error names files and lines of the sources', async () => {
  const program = "JSON.parse=()=>{throw(new(TypeError)('broken'))}"
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${program}` }
  const { status, err } = await startCommand(['--version'], env).ended
  expect(status).toBe(1)
  expect(err).toMatch(/TypeError: broken\n[^]*\/src\/version\.ts:\d+:\d+/)
})

test('the version is that of the package', async () => {
  const { status, out } = await runCommandLine(['--version'])
  expect([status, out]).toEqual([0, '0.1.0\n'])
})

test.each([
  [['user', 'disabel', 'ann'], 'Unknown command: user disabel\nDid you mean "portcullis user disable"?'],
  [['sesions', 'list'], 'Unknown command: sesions list\nDid you mean "portcullis sessions list"?'],
  [['fly'], 'Unknown command: fly\nRun "portcullis --help" for a list of commands.'],
  [['user'], '"user" needs a subcommand.'],
  [['user', 'disable'], 'Missing argument: NAME\nUsage: portcullis user disable NAME'],
  [['user', 'disable', 'ann', 'bob'], 'Unexpected argument: bob\nUsage: portcullis user disable NAME'],
  [['user', 'disable', '--hard', 'ann'], "Unknown option '--hard'."],
  [['doctor', '--josn'], "Unknown option '--josn'. Did you mean --json?\nUsage: portcullis doctor"],
  [['usr'], 'Unknown command: usr\nDid you mean "portcullis user"?'],
  [['help', 'usr', 'list'], 'Unknown command: usr list\nDid you mean "portcullis user list"?'],
  [['sessions', 'end'], 'Use either --user NAME or --all.'],
  [['sessions', 'end', '--user'], "Option '--user <value>' argument missing."],
])('%j is a wrong command line: advice, and status 2', async (args, message) => {
  const { status, out, err } = await runCommandLine(args)
  expect(status).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(message)
})

test.each([
  [['help', 'user', 'disable'], 'Usage: portcullis user disable NAME\n'],
  [['-h', 'doctor'], 'Usage: portcullis doctor\n'],
  [['--help', 'user'], 'Commands:\n  user list'],
  [['help', '--json'], 'Usage: portcullis [COMMAND]\n'],
])('%j is asking for help', async (args, start) => {
  const { status, out, err } = await runCommandLine(args)
  expect([status, err]).toEqual([0, ''])
  expect(out.startsWith(start)).toBe(true)
})

test('an invalid setting is reported as at the start of the server', async () => {
  const { status, err } = await runCommandLine(['user', 'disable', 'ann'], { DATABASE_URL: 'mysql://x' })
  expect(status).toBe(1)
  expect(err).toMatch(/^1 setting needs attention:\n- DATABASE_URL is neither SQLite nor Postgres\./)
})

test('a database that does not exist is not created by mistake', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'portcullis-cli-')), 'none.db')
  const { status, err } = await runCommandLine(['user', 'disable', 'ann'], { DATABASE_URL: `file:${file}` })
  expect(status).toBe(1)
  expect(err).toContain(`There is no database at ${file}.`)
  expect(existsSync(file)).toBe(false)
})

test('an unreachable database is reported in a sentence', async () => {
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  const { status, err } = await runCommandLine(['user', 'disable', 'ann', '--json'], env)
  expect(status).toBe(1)
  const { error } = JSON.parse(err) as { error: { message: string } }
  expect(error.message).toMatch(/^The database none at 127\.0\.0\.1:1 is not available: .*DATABASE_URL/)
})
