import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { runCommandLine } from '../support/command-line.js'
import { sql } from '../../src/store/sql.js'
import { openSourceDatabase } from '../../src/store/source-database.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { databaseOf, postgresDatabaseOf, scratchFolder } from '../support/import.js'
import { openClient } from '../support/open-client.js'
import { FORWARDED, login } from '../support/passwords.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const GOOGLE_SUBJECT = '104729010472901047290'

describe.each(DATABASES)('people of other systems, imported into %s', (database) => {
  const { site, op } = useSite({ database, env: FORWARDED })
  let env: Record<string, string>

  beforeAll(() => {
    const file = join(scratchFolder(), 'backends.json')
    const github = { preset: 'github', clientId: 'id', clientSecret: 'secret' }
    writeFileSync(file, JSON.stringify({ acme: backendAt(op), github }))
    env = { DATABASE_URL: site.databaseUrl, ALLOW_INSECURE_ISSUERS: 'true', BACKENDS_FILE: file }
  })

  const importFrom = (system: string, path: string, ...more: string[]) =>
    runCommandLine(['import', '--from', system, path, ...more], env)

  const findByName = (username: string) =>
    site.rows.user.findUnique({ where: { username }, include: { accounts: { orderBy: { backend: 'asc' } } } })

  test('better-auth: accounts, verified addresses, bans and passwords', async () => {
    const path = databaseOf('better-auth')
    const before = readFileSync(path)
    const more = ['--map', 'acme=google', '--id-prefix', 'ba-']
    const dry = await importFrom('better-auth', path, '--dry-run', ...more)
    expect(dry.out).toContain('4 would be created, 0 unchanged, 1 rejected.')
    expect(dry.out).toMatch(/^ {2}ba-\w+: there is no backend "twitter" here$/m)
    expect(await site.rows.user.count()).toBe(0)
    const first = await importFrom('better-auth', path, ...more)
    expect([first.status, first.err]).toEqual([1, ''])
    expect(first.out).toContain('4 created, 0 unchanged, 1 rejected.')
    expect(first.out).toContain('With a password, but without a verified address: 2.')
    const second = await importFrom('better-auth', path, ...more, '--skip', 'twitter')
    expect(second).toMatchObject({ status: 0, err: '' })
    expect(second.out).toContain('1 created, 4 unchanged, 0 rejected.')
    expect(readFileSync(path).equals(before)).toBe(true)

    const ada = await findByName('ada')
    expect(ada).toMatchObject({
      email: 'ada@example.test',
      provenEmail: 'ada@example.test',
      emailVerified: true,
      name: 'Ada Lovelace',
      admin: false,
      active: true,
    })
    expect(ada?.accounts).toMatchObject([
      { backend: 'github', subject: '4242', issuer: 'https://github.com/login/oauth', tokens: null },
      { backend: 'password' },
    ])
    expect(ada?.id).toMatch(/^ba-\w{32}$/)
    expect(await findByName('grace')).toMatchObject({ provenEmail: null, email: 'grace@example.test' })
    expect(await findByName('mallory')).toMatchObject({ active: false })
    expect(await findByName('other')).toMatchObject({ accounts: [] })

    // The first sign-in replaces the hash, and the second one uses the new one.
    const hash = async () =>
      (await site.rows.password.findUniqueOrThrow({ where: { userId: ada?.id ?? '' } })).hash
    expect(await hash()).toMatch(/^787265ca119c78f272c2551b615e53ee:/)
    const wrong = await login(site.visitor(), { username: 'ada', password: 'a password of grace' })
    expect(wrong.status).toBe(401)
    expect(await hash()).toMatch(/^787265ca119c78f272c2551b615e53ee:/)
    for (const username of ['ada', 'ada@example.test'])
      expect((await login(site.visitor(), { username, password: 'a password of ada' })).status).toBe(200)
    expect(await hash()).toMatch(/^\$argon2id\$/)
    const banned = await login(site.visitor(), { username: 'mallory', password: 'a password of mallory' })
    expect(banned.status).toBe(403)

    // Who comes back from the provider is the user who was imported.
    op.person({ sub: GOOGLE_SUBJECT, email: 'alan@example.test', email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect(JSON.parse((await visitor.ask('/api/session')).body)).toMatchObject({ user: { username: 'alan' } })
    expect(await findByName('alan')).toMatchObject({ picture: 'https://pictures.example/alan.png' })
  })

  test('Auth.js: an address is proven where Auth.js sent a link, and other systems cannot take it', async () => {
    const path = databaseOf('next-auth')
    const { out, status } = await importFrom('next-auth', path, '--map', 'acme=google')
    expect(status).toBe(1)
    expect(out).toContain('1 created, 0 unchanged, 3 rejected.')
    expect(out).toContain('the account "4242" of github belongs to the user "ada"')
    expect(out).toContain(`the account "${GOOGLE_SUBJECT}" of acme belongs to the user "alan"`)
    expect(out).toContain('there is no backend "twitter" here')
    // Her name is taken by another person, so she gets another one.
    const grace = await site.rows.user.findUnique({ where: { provenEmail: 'grace@example.test' } })
    expect(grace?.username).toMatch(/^grace\d+$/)
  })

  test('python-social-auth: IDs stay, and a uid that is an address is not a subject', async () => {
    const path = databaseOf('social-auth')
    const reject = await importFrom('social-auth', path, '--map', 'acme=google-oauth2', '--dry-run')
    expect(reject.out).toContain('1 would be created, 0 unchanged, 6 rejected.')
    expect(reject.out).toMatch(/^ {2}2: the uid of the account of google-oauth2 is an address/m)
    expect(reject.out).toMatch(/^ {2}6: the password hash has an unknown form/m)
    expect(reject.out).toMatch(/^ {2}7: the user name "admin" is reserved$/m)
    expect(reject.out).toMatch(
      /^ {2}1: the account "104729010472901047290" of acme belongs to the user "alan"$/m,
    )
    expect(reject.out).toMatch(/^ {2}4: another user has the user name "mallory"$/m)
    const { out } = await importFrom('social-auth', path, '--map', 'acme=google-oauth2', '--skip', 'github')
    expect(out).toContain('1 created, 0 unchanged, 6 rejected.')
  })
})

describe('Django, imported into an empty database', () => {
  const { site, op } = useSite({ database: 'sqlite', env: FORWARDED })
  const importFrom = (system: string, ...more: string[]) => {
    const file = join(scratchFolder(), 'backends.json')
    const github = { preset: 'github', clientId: 'id', clientSecret: 'secret' }
    writeFileSync(file, JSON.stringify({ acme: backendAt(op), github }))
    const env = { DATABASE_URL: site.databaseUrl, ALLOW_INSECURE_ISSUERS: 'true', BACKENDS_FILE: file }
    return runCommandLine(['import', '--from', system, databaseOf(system), ...more], env)
  }
  const find = (id: string) => site.rows.user.findUnique({ where: { id }, include: { accounts: true } })

  test('python-social-auth: each form of a password, and no address that was not verified', async () => {
    const { out } = await importFrom('social-auth', '--map', 'acme=google-oauth2', '--id-prefix', 'psa')
    expect(out).toContain('3 created, 0 unchanged, 4 rejected.')
    expect(await find('psa1')).toMatchObject({
      username: 'ada',
      email: 'ada@example.test',
      provenEmail: null,
      emailVerified: false,
      name: 'Ada Lovelace',
      givenName: 'Ada',
      familyName: 'Lovelace',
      createdAt: new Date('2026-11-28T22:28:41.411Z'),
    })
    expect(
      (await find('psa1'))?.accounts.map(({ backend, subject }) => `${backend} ${subject}`).sort(),
    ).toEqual([`acme ${GOOGLE_SUBJECT}`, 'github 4242', expect.stringMatching(/^password /)])
    expect(await find('psa4')).toMatchObject({ username: 'mallory', active: false })
    for (const name of ['ada', 'edsger'])
      expect(
        (await login(site.visitor(), { username: name, password: `a password of ${name}` })).status,
      ).toBe(200)
    const skipped = await importFrom('social-auth', '--skip', 'google-oauth2', '--id-prefix', 'psa')
    expect(skipped.out).toContain('2 created, 3 unchanged, 2 rejected.')
    expect(skipped.out).toContain(
      'Without an account, a password or a verified address: 1. They cannot sign in yet.',
    )
    // "alan@example.test" is an address, and not the user's choice of a name; argon2 of Django is kept.
    expect(await find('psa3')).toMatchObject({ username: 'alan' })
    expect((await login(site.visitor(), { username: 'alan', password: 'a password of alan' })).status).toBe(
      200,
    )
    expect(await find('psa2')).toMatchObject({ username: 'grace.hopper', accounts: [] })
  })

  test('django-allauth: the verified address is proven, the others are not', async () => {
    await site.rows.user.deleteMany()
    const { out, status } = await importFrom('allauth', '--map', 'acme=google')
    expect([out, status]).toEqual([expect.stringContaining('4 created, 0 unchanged, 0 rejected.'), 0])
    expect(await find('1')).toMatchObject({ username: 'ada', provenEmail: 'ada@example.test' })
    expect(await find('2')).toMatchObject({ email: 'grace@example.test', provenEmail: null })
    expect(await find('3')).toMatchObject({ active: false })
    expect(await find('4')).toMatchObject({ username: 'alan', provenEmail: 'alan@example.test' })
    expect((await find('4'))?.accounts).toMatchObject([{ backend: 'acme', issuer: op.issuer }])
    const names = { username: 'grace', password: 'a password of grace' }
    expect((await login(site.visitor(), names)).status).toBe(200)
  })
})

describe('a source in Postgres', () => {
  test.each([
    ['better-auth', ['user', 'account']],
    ['next-auth', ['User', 'Account']],
    ['social-auth', ['auth_user', 'social_auth_usersocialauth']],
  ])('creates the same users as the one in SQLite: %s', async (system, tables) => {
    const backends = join(scratchFolder(), 'backends.json')
    const client = { clientId: 'id', clientSecret: 'secret' }
    writeFileSync(
      backends,
      JSON.stringify({ google: { preset: 'google', ...client }, github: { preset: 'github', ...client } }),
    )
    const postgres = await postgresDatabaseOf(system, tables)
    const results: unknown[] = []
    for (const source of [databaseOf(system), postgres, `${postgres}?schema=public`]) {
      const env = { DATABASE_URL: await freshDatabase('sqlite'), BACKENDS_FILE: backends }
      const words = ['import', '--from', system, source, '--skip', 'google-oauth2', '--id-prefix', 'x']
      const { out, err } = await runCommandLine(words, env)
      const rows = openClient(env.DATABASE_URL)
      const users = await rows.user.findMany({
        omit: { updatedAt: true },
        include: {
          accounts: {
            select: { backend: true, issuer: true, subject: true },
            where: { NOT: { backend: 'password' } },
          },
          password: { select: { hash: true } },
        },
        orderBy: { id: 'asc' },
      })
      await rows.$disconnect()
      results.push({ out, err, users })
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(JSON.stringify(results[0])).toContain('4242')
  })

  test('cannot be written to, in either database', async () => {
    const urls = [`file:${databaseOf('better-auth')}`, await postgresDatabaseOf('better-auth', ['user'])]
    for (const url of urls) {
      const source = await openSourceDatabase(url)
      await expect(async () =>
        source.rows(sql`UPDATE "user" SET "name" = 'x' RETURNING "id"`),
      ).rejects.toMatchObject({ message: expect.stringMatching(/read-?only/) as unknown })
      await source.close()
    }
  })

  test('of another schema, or a missing one, is refused with advice', async () => {
    const postgres = await postgresDatabaseOf('next-auth', ['User'])
    const env = { DATABASE_URL: await freshDatabase('sqlite') }
    const { err, status } = await runCommandLine(
      ['import', '--from', 'next-auth', `${postgres}?schema=other`],
      env,
    )
    expect([status, err]).toEqual([
      1,
      expect.stringContaining('has no schema other, or the role postgres may not use it.'),
    ])
    const quoted = await runCommandLine(['import', '--from', 'next-auth', `${postgres}?schema=a"b;c`], env)
    expect([quoted.status, quoted.err]).toEqual([1, expect.stringContaining('has no schema "a""b;c", or')])
    const { err: of } = await runCommandLine(['import', '--from', 'allauth', postgres], env)
    expect(of).toContain('Is it the right system, database and schema?')
  })

  test('is read by a role that may read the needed columns only; a role that may read nothing gets an error that says so', async () => {
    const url = await postgresDatabaseOf('better-auth', ['user', 'account'])
    const role = `reader_${randomBytes(4).toString('hex')}`
    const reader = new URL(url)
    reader.username = role
    const env = { DATABASE_URL: await freshDatabase('sqlite') }
    const importAll = () =>
      runCommandLine(['import', '--from', 'better-auth', reader.href, '--skip', 'google,github,twitter'], env)
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    try {
      await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD '${reader.password}'`)
      expect(await importAll()).toEqual({
        status: 1,
        out: '',
        err: `The role ${role} may not read the table user of the database to import from.\n`,
      })
      await owner.query(`GRANT SELECT ON "user" TO ${role}`)
      expect((await importAll()).err).toContain(`The role ${role} may not read the table account of`)
      const columns = '"userId", "providerId", "accountId", "password"'
      await owner.query(`GRANT SELECT (${columns}) ON "account" TO ${role}`)
      expect((await importAll()).out).toContain('5 created, 0 unchanged, 0 rejected.')
    } finally {
      await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
      await owner.end()
    }
  })
})

describe('a source in SQLite', () => {
  const importInto = async (system: string, path: string, ...more: string[]) => {
    const databaseUrl = await freshDatabase('sqlite')
    const { out, err } = await runCommandLine(['import', '--from', system, path, ...more], {
      DATABASE_URL: databaseUrl,
    })
    const rows = openClient(databaseUrl)
    const users = await rows.user.findMany({ orderBy: { id: 'asc' }, omit: { updatedAt: true } })
    await rows.$disconnect()
    return { out, err, users }
  }

  // As programs with Drizzle, and those with @map of Prisma, name their columns.
  test.each([
    ['better-auth', ['user', 'account']],
    ['next-auth', ['User', 'Account']],
  ])('may spell its columns in snake case: %s', async (system, tables) => {
    const path = databaseOf(system)
    const skip = ['--skip', 'google,github,twitter']
    const usual = await importInto(system, path, ...skip)
    const database = new Sqlite(path)
    for (const table of tables)
      for (const { name } of database
        .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
        .all(table)) {
        const snake = name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
        if (snake !== name) database.exec(`ALTER TABLE "${table}" RENAME COLUMN "${name}" TO "${snake}"`)
      }
    database.close()
    expect(await importInto(system, path, ...skip)).toEqual(usual)
    expect(usual.users.length).toBeGreaterThan(3)
  })

  test('may have IDs of 64 bits', async () => {
    const path = databaseOf('social-auth')
    const database = new Sqlite(path)
    database.exec('DELETE FROM social_auth_usersocialauth; DELETE FROM auth_user')
    const first = 9_007_199_254_740_993n
    const insert = database.prepare(
      "INSERT INTO auth_user VALUES (?, '!', NULL, 0, ?, '', '', 0, 1, '2026-11-28 22:28:41', '')",
    )
    const account = database.prepare(
      "INSERT INTO social_auth_usersocialauth VALUES (?, 'github', '{}', ?, '', '', 'twice')",
    )
    for (let offset = 0n; offset < 1001n; offset += 1n) insert.run(first + offset, `person${offset}`)
    account.run(1, first)
    database.close()
    const { out, users } = await importInto('social-auth', path)
    expect(out).toContain('1000 created, 0 unchanged, 1 rejected.')
    expect(out).toContain(`  ${first}: there is no backend "github" here`)
    expect(users.at(-1)?.id).toBe(String(first + 1000n))
  })
})
