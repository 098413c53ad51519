import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { encryptSecrets } from '../../src/backends/definition/stored.js'
import { Encrypter } from '../../src/crypto/encryption.js'
import { openClient } from '../support/open-client.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { KEYS } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const ExportedSchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  area: z.string(),
  kind: z.string(),
  actorId: z.string().nullable(),
  actor: z.string().nullable(),
  userId: z.string().nullable(),
  backend: z.string().nullable(),
  reference: z.string().nullable(),
  code: z.string().nullable(),
  detail: z.unknown(),
})

describe.each(DATABASES)('the commands for the administrator on %s, while the server runs', (database) => {
  let env: Record<string, string>

  const { site, op } = useSite({ database, acme: { trustEmail: true } })

  beforeAll(() => {
    // In production no command may ask for keys that it does not use.
    env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production' }
  })

  async function signedIn(name: string) {
    op.person({ sub: name, preferred_username: name, email: `${name}@example.test`, email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  test('sessions end --all signs everyone out, also from what a backup has brought back', async () => {
    const visitors = [await signedIn('restored-one'), await signedIn('restored-two')]
    const sessions = await site.rows.session.findMany()
    const users = await site.rows.user.count()
    expect(sessions.length).toBeGreaterThanOrEqual(2)
    const ended = await runCommandLine(['sessions', 'end', '--all', '--json'], env)
    expect([ended.status, JSON.parse(ended.out)]).toEqual([0, { users }])
    for (const visitor of visitors) expect(await visitor.isSignedIn()).toBe(false)
    expect(await site.rows.session.count()).toBe(0)
    await site.rows.session.createMany({ data: sessions })
    for (const visitor of visitors) expect(await visitor.isSignedIn()).toBe(false)
    await visitors[0]?.signIn('acme')
    expect(await visitors[0]?.isSignedIn()).toBe(true)
    const event = await site.rows.event.findFirstOrThrow({ where: { kind: 'sessions.ended' } })
    expect(event).toMatchObject({ actor: 'command line', userId: null })
    for (const args of [[], ['--all', '--user', 'ann']])
      expect((await runCommandLine(['sessions', 'end', ...args], env)).err).toContain('Use either')
  })

  test('events export writes each event as one line of JSON, the newest first', async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    const common = {
      area: 'administration',
      kind: 'user.enabled',
      expiresAt: new Date(Date.now() + 3_600_000),
    }
    const ids = Array.from({ length: 450 }, (_, index) => `exported-${String(index).padStart(3, '0')}`)
    await site.rows.event.createMany({
      data: ids.map((id, index) => ({ ...common, id, at: at(60 + index), detail: '{"username":"ann"}' })),
    })
    const exported = async (...args: string[]) => {
      const { status, out, err } = await runCommandLine(['events', 'export', ...args], env)
      expect(status).toBe(0)
      const lines = out.split('\n').filter(Boolean)
      expect(err).toBe(`${lines.length} ${lines.length === 1 ? 'event' : 'events'}.\n`)
      return lines.map((line) => ExportedSchema.parse(JSON.parse(line)))
    }
    const all = await exported('--area', 'administration')
    expect(all.filter(({ id }) => id.startsWith('exported')).map(({ id }) => id)).toEqual(ids)
    expect(all.find(({ id }) => id === 'exported-000')?.detail).toEqual({ username: 'ann' })
    const recent = await exported('--area', 'administration', '--since', '2h', '--json')
    expect(recent.filter(({ id }) => id.startsWith('exported'))).toHaveLength(60)
    await signedIn('exported')
    await site.visitor().ask('/login/acme/nowhere')
    const signIns = await exported()
    expect(signIns.every(({ area }) => area === 'sign-in')).toBe(true)
    const wrong = await runCommandLine(['events', 'export', '--since', 'yesterday'], env)
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('--since')])
    await site.rows.event.deleteMany({ where: { id: { startsWith: 'exported' } } })
  })

  test('user disable ends all sessions and blocks sign-ins, until user enable', async () => {
    const visitor = await signedIn('ann')
    const disabled = await runCommandLine(['user', 'disable', 'Ann'], env)
    expect(disabled).toEqual({ status: 0, out: 'ann is disabled. 1 session ended.\n', err: '' })
    expect(await visitor.isSignedIn()).toBe(false)
    expect((await visitor.signIn('acme')).body).toContain('user_disabled')
    const enabled = await runCommandLine(['user', 'enable', 'ann', '--json'], env)
    expect(JSON.parse(enabled.out)).toEqual({ username: 'ann', active: true })
    expect(await visitor.isSignedIn()).toBe(false)
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('sessions list shows the sessions of a user, and sessions end ends them', async () => {
    const one = await signedIn('bob')
    const other = await signedIn('bob')
    const listed = await runCommandLine(['sessions', 'list', '--user', 'bob', '--json'], env)
    const { sessions } = z
      .object({ sessions: z.array(z.object({ id: z.string(), kind: z.string() })) })
      .parse(JSON.parse(listed.out))
    expect(sessions.map(({ kind }) => kind)).toEqual(['browser', 'browser'])
    const hashes = await site.rows.session.findMany({ select: { tokenHash: true } })
    for (const { tokenHash } of hashes) expect(listed.out).not.toContain(tokenHash)
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'
    await site.rows.session.update({ where: { id: sessions[0]?.id ?? '' }, data: { userAgent } })
    const text = await runCommandLine(['sessions', 'list', '--user', 'bob'], env)
    expect(text.out).toMatch(/^ {2}KIND +PROVIDER +CREATED +LAST USED +ADDRESS +DEVICE\n/)
    expect(text.out).toMatch(/ Chrome on Linux$/m)
    expect(text.out).toMatch(/ Unknown browser$/m)
    expect(await runCommandLine(['sessions', 'end', '--user', 'bob'], env)).toMatchObject({
      status: 0,
      out: '2 sessions of bob ended.\n',
    })
    expect([await one.isSignedIn(), await other.isSignedIn()]).toEqual([false, false])
    const none = await runCommandLine(['sessions', 'list', '--user', 'bob'], env)
    expect(none.out).toBe('bob is not signed in anywhere.\n')
  })

  test('admin revoke warns of an address that ADMIN_EMAILS would make an administrator again', async () => {
    await signedIn('zoe')
    await runCommandLine(['admin', 'grant', 'zoe@example.test'], env)
    const listed = { ...env, ADMIN_EMAILS: 'Zoe@example.test' }
    const { status, out } = await runCommandLine(['admin', 'revoke', 'zoe@example.test'], listed)
    expect([status, out.includes('The address is in ADMIN_EMAILS')]).toEqual([0, true])
    const again = await runCommandLine(['admin', 'revoke', 'zoe@example.test', '--json'], listed)
    expect(JSON.parse(again.out)).toEqual({ username: 'zoe', admin: false, inAdminEmails: true })
    const events = await site.rows.event.findMany({ where: { kind: 'admin.revoked', actor: 'command line' } })
    expect(events.filter(({ detail }) => detail.includes('zoe'))).toHaveLength(1)
  })

  test('admin grant makes the user with the verified address an administrator, and admin revoke reverts it', async () => {
    await signedIn('cyd')
    const granted = await runCommandLine(['admin', 'grant', 'Cyd@Example.test'], env)
    expect(granted).toMatchObject({ status: 0, out: 'cyd is an administrator.\n' })
    expect(await site.rows.user.findUnique({ where: { username: 'cyd' } })).toMatchObject({ admin: true })
    const revoked = await runCommandLine(['admin', 'revoke', 'cyd@example.test'], env)
    expect(revoked).toMatchObject({ status: 0, out: 'cyd is no longer an administrator.\n' })
    expect(await site.rows.user.findUnique({ where: { username: 'cyd' } })).toMatchObject({ admin: false })
  })

  test('admin grant refuses an address that no user has verified', async () => {
    op.person({ sub: 'dee', preferred_username: 'dee', email: 'dee@example.test', email_verified: false })
    await site.visitor().signIn('acme')
    for (const email of ['dee@example.test', 'nobody@example.test', 'no address']) {
      const { status, out, err } = await runCommandLine(['admin', 'grant', email], env)
      expect([status, out]).toEqual([1, ''])
      expect(err).toMatch(/No user has verified|is not a valid email address/)
    }
    expect(await site.rows.user.count({ where: { admin: true } })).toBe(0)
  })

  test('admin grant --user works for a user without a verified address, and admin revoke --user, too', async () => {
    op.person({ sub: 'eve-1', preferred_username: 'eve', email: undefined })
    await site.visitor().signIn('acme')
    const granted = await runCommandLine(['admin', 'grant', '--user', 'Eve'], env)
    expect(granted).toMatchObject({ status: 0, out: 'eve is an administrator.\n' })
    expect(await site.rows.user.findUnique({ where: { username: 'eve' } })).toMatchObject({
      admin: true,
      provenEmail: null,
    })
    const events = await site.rows.event.findMany({ where: { kind: 'admin.granted', actor: 'command line' } })
    expect(events.filter(({ detail }) => detail.includes('"eve"'))).toHaveLength(1)
    const revoked = await runCommandLine(['admin', 'revoke', '--user=eve'], env)
    expect(revoked).toMatchObject({ status: 0, out: 'eve is no longer an administrator.\n' })
    expect(await site.rows.user.findUnique({ where: { username: 'eve' } })).toMatchObject({ admin: false })
  })

  test.each([
    [[], 'Missing argument: EMAIL'],
    [['eve@example.test', '--user', 'eve'], 'Unexpected argument: eve@example.test'],
    [['--user'], "Option '--user <value>' argument missing"],
  ])('admin grant %j is a wrong command line', async (args, problem) => {
    const { status, err } = await runCommandLine(['admin', 'grant', ...args], env)
    expect([status, err.includes(problem)]).toEqual([2, true])
  })

  test.each([
    ['user', 'disable', 'nobody'],
    ['admin', 'grant', '--user', 'nobody'],
    ['user', 'enable', 'nobody'],
    ['sessions', 'list', '--user', 'nobody'],
    ['sessions', 'end', '--user', 'nobody'],
  ])('%s %s %s %s: an unknown user is reported', async (...args) => {
    const { status, err } = await runCommandLine(args, env)
    expect(status).toBe(1)
    expect(err).toBe('There is no user named "nobody".\n')
  })
})

describe('the commands about backends', () => {
  let provider: Provider
  let good: Op

  beforeAll(async () => {
    provider = await startProvider()
    good = provider.alias('good')
  })

  afterAll(async () => {
    await provider.close()
  })

  function variables(name: string, issuer: string): Record<string, string> {
    const prefix = `BACKEND_${name}`
    return {
      [`${prefix}_KIND`]: 'oidc',
      [`${prefix}_ISSUER`]: issuer,
      [`${prefix}_CLIENT_ID`]: good.clientId,
      [`${prefix}_CLIENT_SECRET`]: 'a secret that nobody sees',
    }
  }

  test('backend list shows them without secrets', async () => {
    const env = { ...variables('GOOD', good.issuer), ALLOW_INSECURE_ISSUERS: 'true' }
    const { status, out } = await runCommandLine(['backend', 'list', '--json'], env)
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      backends: [{ name: 'good', issuer: good.issuer, source: 'environment', state: 'enabled' }],
      unread: expect.stringContaining('There is no database at') as string,
    })
    expect(out).not.toContain('a secret')
    const text = await runCommandLine(['backend', 'list'], env)
    expect(text.out).toContain(`good  Good   ${good.issuer}  environment`)
    expect(text.err).toMatch(/^Could not read the providers of \/admin. There is no database at /)
    const withEmail = await runCommandLine(['backend', 'list'], { ...env, EMAIL_LOGIN: 'true' })
    expect(withEmail.out).toMatch(/^ *email +Email +email +EMAIL_LOGIN$/m)
  })

  test('backend list and check name BACKENDS_FILE as the source of its backends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-backends-'))
    const { issuer, clientId } = good
    const file = join(folder, 'ways-in.json')
    writeFileSync(file, JSON.stringify({ filed: { kind: 'oidc', issuer, clientId, clientSecret: 'hush' } }))
    const env = { BACKENDS_FILE: file, ...variables('GOOD', issuer), ALLOW_INSECURE_ISSUERS: 'true' }
    const { out } = await runCommandLine(['backend', 'list'], env)
    expect(out).toMatch(/^ {2}filed .* BACKENDS_FILE$/m)
    expect(out).toMatch(/^ {2}good .* environment$/m)
    rmSync(folder, { recursive: true })
  })

  describe.each(DATABASES)('with backends of administrators, on %s', (database) => {
    let databaseUrl: string
    let rows: ReturnType<typeof openClient>

    beforeAll(async () => {
      databaseUrl = await freshDatabase(database)
      rows = openClient(databaseUrl)
      await added('used', { version: 2, enabled: true })
      await added('off', { version: 1, enabled: false })
      await added('drafted', { version: null, enabled: false })
      await added('good', { version: 1, enabled: true })
      await added('broken', { version: 1, enabled: true }, '{"kind":')
    })

    afterAll(() => rows.$disconnect())

    /** Stores two versions, of which this one is or was enabled. */
    async function added(
      name: string,
      { version: current, enabled }: { readonly version: number | null; readonly enabled: boolean },
      definition?: string,
    ): Promise<void> {
      const vault = new Encrypter([KEYS.ENCRYPTION_KEYS])
      const at = new Date()
      await rows.backend.create({ data: { name, current, enabled, createdAt: at, changedAt: at } })
      for (const version of [1, 2]) {
        const id = `${name}-${version}`
        const fields = {
          kind: 'oidc',
          label: `${name} ${version}`,
          issuer: good.issuer,
          clientId: good.clientId,
        }
        await rows.backendVersion.create({
          data: {
            id,
            name,
            version,
            createdAt: at,
            createdBy: 'rita',
            testedAt: at,
            definition: definition ?? JSON.stringify(fields),
            secret: encryptSecrets(vault, id, { clientSecret: 'a secret that nobody sees' }),
          },
        })
      }
    }

    const env = () => ({
      ...variables('GOOD', good.issuer),
      ALLOW_INSECURE_ISSUERS: 'true',
      DATABASE_URL: databaseUrl,
      ...KEYS,
    })

    test('backend list shows the version and the state of each backend', async () => {
      const { status, out, err } = await runCommandLine(['backend', 'list'], env())
      expect([status, err]).toEqual([0, ''])
      expect(out).toMatch(/^ {2}good +Good .* environment$/m)
      expect(out).toMatch(/^ {2}used +used 2 .* \/admin, version 2, enabled$/m)
      expect(out).toMatch(/^ {2}off +off 1 .* \/admin, version 1, disabled$/m)
      expect(out).toMatch(/^ {2}drafted +drafted 2 .* \/admin, version 2, not enabled yet$/m)
      expect(out).toMatch(/^ {2}good +good 1 .* \/admin, version 1, overridden by the settings$/m)
      expect(out).toMatch(
        /^ {2}broken .* \/admin, version 1, enabled. The stored definition is not readable.$/m,
      )
      expect(out).not.toContain('a secret')
      const json = await runCommandLine(['backend', 'list', '--json'], env())
      expect(JSON.parse(json.out)).toMatchObject({ unread: null })
      expect(json.out).not.toContain('a secret')
    })

    test('backend check probes the enabled backends, and only those', async () => {
      const { status, out } = await runCommandLine(['backend', 'check'], env())
      expect(status).toBe(1)
      expect(out).toMatch(/^ {2}used +ok +\/admin, version 2, enabled +http/m)
      expect(out).toMatch(
        /^ {2}broken +provider_misconfigured +\/admin, version 1, enabled +The stored definition/m,
      )
      expect(out).not.toMatch(/^ {2}(?:off|drafted) /m)
      expect(out.match(/^ {2}good /gm)).toHaveLength(1)
    })

    test('without the key each backend is still listed, with what is missing', async () => {
      const { status, out, err } = await runCommandLine(['backend', 'list'], {
        ...env(),
        ENCRYPTION_KEYS: '',
      })
      expect(status).toBe(0)
      expect(err).toBe('ENCRYPTION_KEYS is not set here, so secrets in the database cannot be decrypted.\n')
      expect(out).toMatch(/^ {2}used .* enabled. Its secret cannot be decrypted/m)
    })
  })

  test('a database that was never migrated is reported, and the other backends are listed and checked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-unmigrated-'))
    writeFileSync(join(folder, 'empty.db'), '')
    const settings = { ...variables('GOOD', good.issuer), ALLOW_INSECURE_ISSUERS: 'true' }
    const env = { ...settings, DATABASE_URL: `file:${join(folder, 'empty.db')}` }
    for (const what of ['list', 'check']) {
      const { status, out, err } = await runCommandLine(['backend', what], env)
      expect(status).toBe(0)
      expect(out).toContain('good')
      expect(err).toMatch(/^Could not read the providers of \/admin. The database lacks .*npm run migrate/)
    }
    rmSync(folder, { recursive: true })
  })

  test('backend check prints a line for each backend, and fails when one does not respond correctly', async () => {
    const env = { ...variables('GOOD', good.issuer), ALLOW_INSECURE_ISSUERS: 'true' }
    const well = await runCommandLine(['backend', 'check'], env)
    expect(well).toMatchObject({ status: 0, out: `  good  ok  environment  ${good.issuer}\n` })
    const away = { ...env, ...variables('AWAY', 'http://127.0.0.1:1') }
    const { status, out } = await runCommandLine(['backend', 'check'], away)
    expect(status).toBe(1)
    expect(out).toMatch(/^ {2}good {2}ok /m)
    expect(out).toMatch(/^ {2}away {2}provider_unavailable {2}environment {2}the metadata: /m)
  })

  test('backend check waits for as long as the definition allows', async () => {
    const env = { ...variables('GOOD', good.issuer), ALLOW_INSECURE_ISSUERS: 'true' }
    good.misbehave({ at: { discovery: { hang: true } } })
    const { out } = await runCommandLine(['backend', 'check'], { ...env, BACKEND_GOOD_TIMEOUT: '1s' })
    good.reset()
    expect(out).toContain('the metadata: no complete response within 1000 ms')
  })

  test('invalid backends are reported as at the start of the server', async () => {
    const { status, err } = await runCommandLine(['backend', 'list'], variables('BAD', 'http://x.example'))
    expect(status).toBe(1)
    expect(err).toMatch(/^1 setting needs attention:\n- Backend "bad", field "issuer": /)
  })
})
