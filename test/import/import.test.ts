import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { CLI_ACTOR } from '../../src/audit/audit-event.js'
import { COMMANDS } from '../../src/cli/commands.js'
import { NO_EXTENSIONS } from '../../src/extensions.js'
import { importPeople } from '../../src/import/import-people.js'
import { openStore } from '../../src/store/store.js'
import { runCommandLine } from '../support/command-line.js'
import { ANY_DATABASE, DATABASES, freshDatabase } from '../support/database.js'
import { insertMany } from '../support/insert-many.js'
import { databaseOf, linesOf, scratchFolder } from '../support/import.js'
import { openClient } from '../support/open-client.js'

const NOW = new Date('2030-01-01T00:00:00Z')
const PEOPLE = 10_000
/** The systems that the help names. */
const SYSTEMS = COMMANDS.find(({ name }) => name === 'import')?.options['from']?.summary ?? ''

const OP = { issuer: 'https://id.acme.example', clientId: 'id', clientSecret: 'secret', kind: 'oidc' }
const TENANTS = { preset: 'entra-multitenant', clientId: 'id', clientSecret: 'secret', allowedTenants: 'any' }

/** An empty database, and the settings with which commands import into it. */
async function importInto(kind: (typeof DATABASES)[number]) {
  const databaseUrl = await freshDatabase(kind)
  const backends = join(scratchFolder(), 'backends.json')
  writeFileSync(backends, JSON.stringify({ acme: OP, entra: TENANTS }))
  const env = { DATABASE_URL: databaseUrl, BACKENDS_FILE: backends, RESERVED_USERNAMES: 'owner' }
  return {
    databaseUrl,
    env,
    rows: openClient(databaseUrl),
    run: (words: readonly string[], more: Parameters<typeof runCommandLine>[3] = {}) =>
      runCommandLine(['import', ...words], env, '', more),
    lines: (people: readonly unknown[], ...words: readonly string[]) =>
      runCommandLine(['import', '--from', 'jsonl', linesOf(people), ...words], env),
  }
}

describe.each(ANY_DATABASE)('an import of many into %s', (kind) => {
  let into: Awaited<ReturnType<typeof importInto>>
  beforeEach(async () => {
    into = await importInto(kind)
  })
  afterEach(async () => {
    await into.rows.$disconnect()
  })

  test('ten thousand people, twice: all are created, and the second time none', async () => {
    const path = databaseOf('better-auth')
    const source = new Sqlite(path)
    source.exec('DELETE FROM account; DELETE FROM user')
    source.close()
    const moment = { createdAt: '2026-11-28T22:28:30.072Z', updatedAt: '2026-11-28T22:28:30.072Z' }
    const numbers = Array.from({ length: PEOPLE }, (_, index) => String(index).padStart(5, '0'))
    await insertMany(
      `file:${path}`,
      'user',
      numbers.map((n) => ({
        id: `id${n}`,
        name: `Person ${n}`,
        email: `person${n}@example.test`,
        emailVerified: true,
        ...moment,
      })),
    )
    await insertMany(
      `file:${path}`,
      'account',
      numbers.map((n) => ({
        id: `account${n}`,
        accountId: `subject${n}`,
        providerId: 'acme',
        userId: `id${n}`,
        ...moment,
      })),
    )
    const words = ['--from', 'better-auth', path, '--json']
    const counts = {
      unchanged: 0,
      rejected: [],
      withoutSignIn: 0,
      withoutLoginName: 0,
      accounts: { acme: PEOPLE },
    }
    const dry = await into.run([...words, '--dry-run'])
    expect(JSON.parse(dry.out)).toEqual({ dryRun: true, created: PEOPLE, ...counts })
    expect(await into.rows.user.count()).toBe(0)
    const first = await into.run(words)
    expect(JSON.parse(first.out)).toEqual({ dryRun: false, created: PEOPLE, ...counts })
    const second = await into.run(['--from', 'better-auth', path])
    expect(second).toEqual({ status: 0, out: `0 created, ${PEOPLE} unchanged, 0 rejected.\n`, err: '' })
    expect([await into.rows.user.count(), await into.rows.account.count()]).toEqual([PEOPLE, PEOPLE])
    const [event] = await into.rows.event.findMany({ where: { kind: 'users.imported' } })
    expect(event).toMatchObject({ actor: 'command line', detail: '{"users":500}' })
  }, 90_000)
})

describe.each(DATABASES)('an import into %s', (kind) => {
  let into: Awaited<ReturnType<typeof importInto>>
  beforeEach(async () => {
    into = await importInto(kind)
  })
  afterEach(async () => {
    await into.rows.$disconnect()
  })

  test('a run that is interrupted has imported whole people, and the next run continues', async () => {
    const people = Array.from({ length: 1800 }, (_, index) => ({
      id: `p${index}`,
      username: `person${index}`,
      accounts: [{ backend: 'acme', subject: `s${index}` }],
    }))
    const interrupt = new AbortController()
    const store = await openStore(into.databaseUrl)
    const rules = {
      findIssuers: () => null,
      extension: NO_EXTENSIONS.user,
      reservedUsernames: [],
    }
    const partly = await importPeople(
      { store, rules, clock: () => NOW },
      people.map(({ id, username }) => ({ id, username })),
      {
        isDryRun: false,
        actor: CLI_ACTOR,
        signal: interrupt.signal,
        onRejected: () => undefined,
        onProgress: ({ created }) => {
          if (created >= 1000) interrupt.abort()
        },
      },
    )
    await store.close()
    expect(partly.created).toBe(1000)
    expect((await into.lines(people)).out).toBe(
      '800 created, 1000 unchanged, 0 rejected.\nAccounts: 800 of acme.\n',
    )
  })

  test('of two runs at once each person is created by one', async () => {
    const people = Array.from({ length: 1200 }, (_, index) => ({
      id: `p${index}`,
      email: { address: `p${index}@example.test`, proven: true },
      accounts: [{ backend: 'acme', subject: `s${index}` }],
    }))
    const both = await Promise.all([into.lines(people, '--json'), into.lines(people, '--json')])
    const results = both.map(({ out }) => CountsSchema.parse(JSON.parse(out)))
    expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([1200, 1200])
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(1200)
    expect(await into.rows.user.count()).toBe(1200)
  })

  test('no value of a user is given to another person', async () => {
    const ann = {
      id: 'ann',
      username: 'Ann',
      email: { address: 'Ann@Example.test', proven: true },
      accounts: [{ backend: 'acme', subject: 'A' }],
    }
    expect((await into.lines([ann])).out).toContain('1 created, 0 unchanged, 0 rejected.\n')
    const others = [
      { id: 'name', username: 'ANN' },
      { id: 'address', email: { address: 'ann@EXAMPLE.test', proven: true } },
      { id: 'account', accounts: [{ backend: 'acme', subject: 'A' }] },
      { id: 'ann', username: 'bob', accounts: [{ backend: 'acme', subject: 'B' }] },
      { id: 'claim', email: { address: 'ann@example.test', proven: false } },
      { id: 'case', accounts: [{ backend: 'acme', subject: 'a' }] },
      { id: 'twice', username: 'twice' },
      { id: 'twice', username: 'twice2' },
      { id: 'again', username: 'twice' },
    ]
    const before = await into.rows.user.findUniqueOrThrow({
      where: { id: 'ann' },
      include: { accounts: true },
    })
    for (const words of [['--dry-run'], []]) {
      const { out, status } = await into.lines(others, ...words)
      expect(status).toBe(1)
      expect(out.split('\n').filter((line) => line.startsWith('  '))).toEqual([
        '  name: another user has the user name "ann"',
        '  ann: another person, the user "ann", has this ID here',
        '  twice: an earlier person of this import has the same ID',
        '  again: an earlier person of this import has the user name "twice"',
        '  address: the user "ann" has verified the address ann@example.test',
        '  account: the account "A" of acme belongs to the user "ann"',
      ])
      expect(out).toContain(words.length > 0 ? '3 would be created' : '3 created')
    }
    expect(
      await into.rows.user.findUniqueOrThrow({ where: { id: 'ann' }, include: { accounts: true } }),
    ).toEqual(before)
    const claim = await into.rows.user.findUniqueOrThrow({ where: { id: 'claim' } })
    expect(claim.username).toMatch(/^ann\d+$/)
    expect(claim).toMatchObject({ email: 'ann@example.test', provenEmail: null, emailVerified: false })
  })
})

describe.each(DATABASES)('user names of an import into %s', (kind) => {
  let into: Awaited<ReturnType<typeof importInto>>
  beforeEach(async () => {
    into = await importInto(kind)
  })
  afterEach(async () => {
    await into.rows.$disconnect()
  })
  const nameOf = async (id: string) => (await into.rows.user.findUnique({ where: { id } }))?.username

  test('a name that a user had before is given to no imported person, and a renamed user is unchanged', async () => {
    const people = [{ id: 'ann', username: 'ann' }, { id: 'bob' }]
    await into.lines(people)
    for (const [id, username] of [
      ['ann', 'anna'],
      ['bob', 'robert'],
    ] as const)
      await into.rows.user.update({
        where: { id },
        data: { username, formerUsername: id },
      })
    expect((await into.lines(people)).out).toBe('0 created, 2 unchanged, 0 rejected.\n')
    const { out } = await into.lines([
      { id: 'other', username: 'Ann' },
      { id: 'made', email: { address: 'ann@example.test', proven: false } },
    ])
    expect(out).toContain('1 created, 0 unchanged, 1 rejected.')
    expect(out).toContain('  other: another user has had the user name "ann" before\n')
    expect(await nameOf('made')).toMatch(/^ann\d+$/)
  })

  test('a name that is made for one person is not that of a later one, and one that would be cut is made', async () => {
    const long = 'long-name-'.repeat(10)
    const people = [
      { id: 'made', email: { address: 'ada@example.test', proven: false } },
      ...Array.from({ length: 600 }, (_, index) => ({ id: `p${index}`, username: `person${index}` })),
      { id: 'own', username: 'Ada' },
      { id: 'jose', username: 'José' },
      { id: 'own-jose', username: 'jose' },
      { id: 'long1', username: `${long}1` },
      { id: 'long2', username: `${long}2` },
    ]
    for (const counts of ['606 created, 0 unchanged', '0 created, 606 unchanged'])
      expect((await into.lines(people)).out).toContain(`${counts}, 0 rejected.\n`)
    expect([await nameOf('own'), await nameOf('own-jose')]).toEqual(['ada', 'jose'])
    expect([await nameOf('made'), await nameOf('jose')]).toEqual([
      expect.stringMatching(/^ada\d+$/),
      expect.stringMatching(/^jose\d+$/),
    ])
    expect([await nameOf('long1'), await nameOf('long2')].map((name) => name?.slice(0, 21))).toEqual([
      'long-name-long-name-l',
      'long-name-long-name-l',
    ])
  })

  test('the report of a dry run is that of the import, also for people of different batches', async () => {
    const proven = (address: string) => ({ address, proven: true })
    const one = { id: 'one', username: 'one', email: proven('one@example.test') }
    const people = [
      { ...one, accounts: [{ backend: 'acme', subject: '1' }] },
      ...Array.from({ length: 600 }, (_, index) => ({ id: `p${index}`, username: `person${index}` })),
      { id: 'one', username: 'one' },
      { id: 'name', username: 'one' },
      { id: 'address', username: 'address', email: proven('ONE@example.test') },
      { id: 'account', username: 'account', accounts: [{ backend: 'acme', subject: '1' }] },
    ]
    const dry = await into.lines(people, '--dry-run', '--json')
    const real = await into.lines(people, '--json')
    expect(JSON.parse(real.out)).toEqual({ ...(JSON.parse(dry.out) as object), dryRun: false })
    expect(JSON.parse(real.out)).toMatchObject({
      created: 601,
      rejected: [
        { id: 'one', reason: 'an earlier person of this import has the same ID' },
        { id: 'name', reason: 'an earlier person of this import has the user name "one"' },
        {
          id: 'address',
          reason: 'an earlier person of this import has verified the address one@example.test',
        },
        { id: 'account', reason: 'the account "1" of acme belongs to an earlier person of this import' },
      ],
    })
  })
})

const CountsSchema = z.object({ created: z.number(), unchanged: z.number() })

describe.each(ANY_DATABASE)('people who are rejected, on %s', (kind) => {
  let into: Awaited<ReturnType<typeof importInto>>
  beforeAll(async () => {
    into = await importInto(kind)
  })
  afterAll(async () => {
    await into.rows.$disconnect()
  })

  test.each([
    [{ id: '' }, 'the member id does not fit'],
    [{ id: '../x' }, 'the member id does not fit'],
    [{ id: 42 }, '(line 1): the member id is missing, or is not a string'],
    [[], '(line 1): it is not a JSON object'],
    ['ann', '(line 1): it is not a JSON object'],
    [null, '(line 1): it is not a JSON object'],
    [{ id: 'a', admin: true }, 'has the unknown member admin'],
    [{ id: 'a', username: 'a\u0000b' }, 'the member username does not fit'],
    [{ id: 'a', username: 'Root' }, 'the user name "root" is reserved'],
    [{ id: 'a', username: 'owner' }, 'the user name "owner" is reserved'],
    [{ id: 'a', email: { address: 'x', proven: true } }, 'the email address is not one'],
    [{ id: 'a', email: { address: 'A <a@b.test>', proven: true } }, 'the email address is not one'],
    [{ id: 'a', email: { address: 'a@b.test', proven: 'yes' } }, 'the member email.proven does not fit'],
    [{ id: 'a', accounts: [{ backend: 'acme', subject: '' }] }, 'the member accounts.0.subject does not fit'],
    [{ id: 'a', accounts: [{ backend: 'other', subject: 'x' }] }, 'there is no backend "other" here'],
    [{ id: 'a', accounts: [{ backend: 'password', subject: 'x' }] }, 'there is no backend "password" here'],
    [{ id: 'a', accounts: [{ backend: '__proto__', subject: 'x' }] }, 'there is no backend "__proto__" here'],
    [
      { id: 'a', accounts: [{ backend: 'acme', subject: 'x', issuer: 'https://evil.example' }] },
      'https://evil.example is not the issuer of the backend "acme"',
    ],
    [{ id: 'a', accounts: [{ backend: 'entra', subject: 'x' }] }, 'has an issuer for each tenant'],
    [
      {
        id: 'a',
        accounts: ['one', 'two'].map((tenant) => ({
          backend: 'entra',
          subject: 'x',
          issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
        })),
      },
      'one of the accounts is listed twice',
    ],
    [{ id: 'a', passwordHash: 'plain text' }, 'the password hash has an unknown form'],
    [{ id: 'a', passwordHash: `$2b$31$${'a'.repeat(53)}` }, 'would cost too much to verify'],
    [{ id: 'a', roles: ['editor'] }, 'the configuration has no role "editor"'],
    [{ id: 'a', fields: { plan: 'gold' } }, 'the field "plan" is not in the schema'],
    [{ id: 'a', createdAt: 'yesterday' }, 'the member createdAt does not fit'],
  ])('%j is rejected, with the reason and without the value', async (person, reason) => {
    const { out, status } = await into.lines([person])
    expect(out).toContain(reason)
    expect([status, await into.rows.user.count()]).toEqual([1, 0])
    expect(out).not.toContain('plain text')
  })

  test('a provider of the other system is not confused with another one of the same name here', async () => {
    const people = [
      { id: 'one', accounts: [{ backend: 'acme', subject: '7' }] },
      { id: 'two', accounts: [{ backend: 'google', subject: '7' }] },
    ]
    const { out } = await into.lines(people, '--map', 'acme=google', '--dry-run')
    expect(out).toContain('1 would be created, 0 unchanged, 1 rejected.')
    expect(out).toContain('Accounts: 1 of acme.')
    expect(out).toContain('  one: --map gives the name of its provider "acme" to another one')
  })

  test('a line that is not JSON, or has no ID, is rejected with its number, and a file gets all of the rejected', async () => {
    const folder = scratchFolder()
    const path = join(folder, 'people.jsonl')
    const rejected = join(folder, 'rejected.jsonl')
    const bad = Array.from({ length: 30 }, (_, index) => `{ "id": "bad-${index}", "x": 1 }`)
    writeFileSync(path, ['\uFEFF{"id":"good"}', '', 'not json', '{"id":5}', ...bad].join('\r\n'))
    const { out } = await into.run(['--from', 'jsonl', path, '--rejected', rejected, '--dry-run'])
    expect(out).toContain('1 would be created, 0 unchanged, 32 rejected.\n  (line 3): it is not JSON\n')
    expect(out).toContain('\n  (line 4): the member id is missing, or is not a string\n')
    expect(out.match(/^ {2}bad-/gm)).toHaveLength(18)
    expect(out).toContain('  and 12 more; --rejected FILE writes all of them.')
    const lines = readFileSync(rejected, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(32)
    expect(JSON.parse(lines[31] ?? '')).toEqual({ id: 'bad-29', reason: 'has the unknown member x' })
  })

  test('values that are only shown reject no one: names are shortened, a picture that no page shows is left out', async () => {
    const account = { backend: 'acme', subject: 'same' }
    const people = [
      { id: 'long', name: 'Å'.repeat(300), givenName: ' tab\tand\u0000zero ', familyName: '' },
      { id: 'picture', picture: `data:image/png;base64,${'A'.repeat(5000)}`, accounts: [account, account] },
    ]
    expect((await into.lines(people)).out).toContain('2 created, 0 unchanged, 0 rejected.')
    expect(await into.rows.user.findUnique({ where: { id: 'long' } })).toMatchObject({
      name: 'Å'.repeat(200),
      givenName: 'tabandzero',
      familyName: null,
    })
    const picture = await into.rows.user.findUnique({ where: { id: 'picture' }, include: { accounts: true } })
    expect(picture).toMatchObject({ picture: null, accounts: [account] })
    await into.rows.user.deleteMany()
  })

  test('roles, fields and all details of the configuration are stored', async () => {
    const fields = z.object({ plan: z.enum(['free', 'gold']).default('free') })
    const site = {
      values: into.env,
      extensions: { ...NO_EXTENSIONS, user: { fields, roles: ['editor', 'publisher'] } },
    }
    const readSite = () => Promise.resolve(site)
    const person = {
      id: 'full',
      username: 'full',
      name: 'Full Name',
      picture: 'http://insecure.example/x.png',
      active: false,
      createdAt: '2020-02-03T04:05:06Z',
      fields: { plan: 'gold' },
      roles: ['editor'],
      accounts: [{ backend: 'acme', subject: 'Full', issuer: OP.issuer }],
    }
    const { out } = await into.run(['--from', 'jsonl', linesOf([person])], { readSite })
    expect(out).toContain('1 created')
    const user = await into.rows.user.findUniqueOrThrow({
      where: { id: 'full' },
      include: { accounts: true },
    })
    expect(user).toMatchObject({
      name: 'Full Name',
      picture: null,
      active: false,
      adminRoles: '["editor"]',
      stepRoles: '[]',
      fields: '{"plan":"gold"}',
      createdAt: new Date('2020-02-03T04:05:06Z'),
      accounts: [{ backend: 'acme', subject: 'Full', issuer: OP.issuer }],
    })
    const shown = await runCommandLine(['user', 'show', 'full'], into.env, '', { readSite })
    expect(shown.out).toMatch(/^ {2}Roles +editor$/m)
    expect(shown.out).toMatch(/^ {2}Field plan +"gold"$/m)
    expect(shown.out).toMatch(/^ {2}State +disabled$/m)
    expect(shown.out).toMatch(/^ {2}Account +acme Full, last used 2020-02-03/m)
    const listed = await runCommandLine(['user', 'list', '--role', 'editor'], into.env, '', { readSite })
    expect(listed.out).toMatch(/^ {2}full +full +- +2020-02-03 +\(disabled\) editor$/m)
    const none = await runCommandLine(['user', 'list', '--role', 'publisher', '--json'], into.env, '', {
      readSite,
    })
    expect(JSON.parse(none.out)).toEqual({ users: [], next: null })
    const unknown = await runCommandLine(['user', 'list', '--role', 'x'], into.env, '', { readSite })
    expect(unknown.err).toContain('The configuration has no role "x". It has editor, publisher.')
  })

  test.each([
    [['--from', 'passport', 'x'], 2, `--from must be one of ${SYSTEMS}.`],
    [['x'], 2, 'Missing option: --from'],
    [['--from', 'jsonl', '/nowhere/x'], 1, 'There is no file at /nowhere/x.'],
    [['--from', 'jsonl', '/'], 1, 'There is no file at /.'],
    [
      ['--from', 'jsonl', '-', '--rejected', '/nowhere/x'],
      1,
      'The file /nowhere/x cannot be written: ENOENT',
    ],
    [['--from', 'allauth', '/'], 1, 'There is no database at /.'],
    [['--from', 'allauth', '/nowhere/x'], 1, 'There is no database at /nowhere/x.'],
    [['--from', 'allauth', 'mysql://root:hunter2@host/x'], 1, 'Only Postgres and SQLite'],
    [['--from', 'allauth', 'postgres://u:hunter2@127.0.0.1:1/x'], 1, 'cannot be read'],
    [['--from', 'jsonl', '-', '--map', 'acme'], 2, 'Write HERE=THERE'],
    [['--from', 'jsonl', '-', '--map', 'google=acme'], 1, 'Did you mean acme=google?'],
    [['--from', 'jsonl', '-', '--map', 'acme=x,acme=y'], 2, '--map has "acme" twice.'],
    [['--from', 'jsonl', '-', '--map', 'acme=x,entra=x'], 2, '--map has "x" twice.'],
    [['--from', 'jsonl', '-', '--id-prefix', 'a b'], 2, '--id-prefix may have'],
  ])('%j fails with a message, and shows no password', async (words, status, message) => {
    const { err, status: actual } = await into.run(words)
    expect([actual, err]).toEqual([status, expect.stringContaining(message)])
    expect(err).not.toContain('hunter2')
  })

  test('a database of another system is refused by name', async () => {
    const { err, status } = await into.run(['--from', 'better-auth', databaseOf('allauth')])
    expect([status, err]).toEqual([
      1,
      expect.stringContaining('has no table user or users with the columns id, email, emailVerified.'),
    ])
    const file = join(scratchFolder(), 'text.db')
    writeFileSync(file, 'this is no database, but a text that is long enough to be taken for one')
    expect((await into.run(['--from', 'allauth', file])).err).toMatch(
      /cannot be read: file is not a database/,
    )
  })
})

test('user list shows pages of users, and finds them by text', async () => {
  const into = await importInto('sqlite')
  await into.lines(
    Array.from({ length: 7 }, (_, index) => ({
      id: `u${index}`,
      username: `user${index}`,
      email: { address: `u${index}@example.test`, proven: index < 3 },
    })),
  )
  const list = (...words: string[]) => runCommandLine(['user', 'list', ...words], into.env)
  const first = await list('--limit', '3')
  expect(first.out).toMatch(/^ {2}user0 +u0 +u0@example\.test +\d{4}-\d\d-\d\d +-$/m)
  expect(first.out).toContain('More: --after user2')
  const rest = await list('--after', 'user2', '--json')
  expect(JSON.parse(rest.out)).toMatchObject({
    users: [{ id: 'u3', provenEmail: null }, {}, {}, {}],
    next: null,
  })
  expect((await list('--limit', '7')).out).not.toContain('More:')
  expect((await list('--text', 'U5@')).out).toContain('u5@example.test (not verified)')
  expect((await list('--text', 'nobody')).out).toBe('No user found.\n')
  expect((await list('--limit', 'many')).err).toContain('--limit must be a number')
  await into.rows.$disconnect()
})

// The promise is about processes that end without a chance to finish.
test('a process that is killed in the middle leaves what the next run completes', async () => {
  const into = await importInto('sqlite')
  const people = Array.from({ length: 3000 }, (_, index) => ({
    id: `p${index}`,
    username: `person${index}`,
    accounts: [{ backend: 'acme', subject: `s${index}` }],
  }))
  const path = linesOf(people)
  const main = join(import.meta.dirname, '../../dist/main.js')
  const child = spawn(process.execPath, [main, 'import', '--from', 'jsonl', path], {
    env: { PATH: process.env['PATH'], ...into.env },
  })
  while ((await into.rows.user.count()) === 0 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5))
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  const kept = await into.rows.user.count()
  expect(kept % 500).toBe(0)
  expect(await into.rows.account.count()).toBe(kept)
  const { out } = await into.run(['--from', 'jsonl', path])
  expect(out).toContain(`${3000 - kept} created, ${kept} unchanged, 0 rejected.\n`)
  await into.rows.$disconnect()
}, 30_000)
