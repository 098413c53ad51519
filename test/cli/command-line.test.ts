import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMMANDS } from '../../src/cli/commands.js'
import { runCommandLine, startCommand } from '../support/command-line.js'

test('the help names every command, and ends well', async () => {
  const { status, out, err } = await runCommandLine(['--help'])
  expect(status).toBe(0)
  expect(err).toBe('')
  for (const { name, summary } of COMMANDS) {
    expect(out).toContain(`  ${name}`)
    expect(out).toContain(summary)
  }
})

test.each(COMMANDS.map(({ name }) => name))('%s explains itself', async (name) => {
  const { status, out } = await runCommandLine([...name.split(' '), '--help'])
  expect(status).toBe(0)
  expect(out).toContain(`Usage: portcullis ${name}`)
  expect(out).toContain('--json')
})

test('the program itself hands its arguments on, and ends with the status of the command', async () => {
  const [well, wrong] = await Promise.all(
    [['user', 'enable', '--help'], ['fly']].map((args) => startCommand(args).ended),
  )
  expect(well).toMatchObject({ status: 0, err: '' })
  expect(well?.out).toContain('Usage: portcullis user enable NAME')
  expect(wrong).toMatchObject({ status: 2, out: '' })
})

test('the version is that of the package', async () => {
  const { status, out } = await runCommandLine(['--version'])
  expect([status, out]).toEqual([0, '0.1.0\n'])
})

test.each([
  [['user', 'disabel', 'ann'], 'There is no command "user disabel". Did you mean "portcullis user disable"?'],
  [['sesions', 'list'], 'There is no command "sesions list". Did you mean "portcullis sessions list"?'],
  [['fly'], 'There is no command "fly". "portcullis --help" lists the commands.'],
  [['user'], '"user" needs one more word.'],
  [['user', 'disable'], 'NAME is missing.\nUsage: portcullis user disable NAME'],
  [['user', 'disable', 'ann', 'bob'], 'There is no place for "bob".'],
  [['user', 'disable', '--hard', 'ann'], "Unknown option '--hard'."],
  [['sessions', 'end'], '--user is missing.\nUsage: portcullis sessions end --user NAME'],
  [['sessions', 'end', '--user'], "Option '--user <value>' argument missing."],
])('%j is a wrong command line, with advice and status 2', async (args, message) => {
  const { status, out, err } = await runCommandLine(args)
  expect(status).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(message)
})

test('a faulty setting is told as at the start of the server', async () => {
  const { status, err } = await runCommandLine(['user', 'disable', 'ann'], { DATABASE_URL: 'mysql://x' })
  expect(status).toBe(1)
  expect(err).toMatch(/^1 setting needs attention:\n- DATABASE_URL is neither SQLite nor Postgres\./)
})

test('a database that is not there is not made by mistake', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'portcullis-cli-')), 'none.db')
  const { status, err } = await runCommandLine(['user', 'disable', 'ann'], { DATABASE_URL: `file:${file}` })
  expect(status).toBe(1)
  expect(err).toContain(`There is no database at ${file}.`)
  expect(existsSync(file)).toBe(false)
})

test('a database that is away is told in a sentence', async () => {
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  const { status, err } = await runCommandLine(['user', 'disable', 'ann', '--json'], env)
  expect(status).toBe(1)
  expect(JSON.parse(err)).toEqual({ error: { message: 'The database does not answer, or refuses.' } })
})
