import { chmodSync, mkdtempSync, statSync, utimesSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { encryptSecrets } from '../../src/backends/definition/stored.js'
import { encryptTokens } from '../../src/provider-tokens/stored-tokens.js'
import { Encrypter } from '../../src/crypto/encryption.js'
import { readSettings } from '../../src/settings/read-settings.js'
import { cert, key } from '../http-client/self-signed.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { accountOf, storedTokensOf } from '../support/stored-tokens.js'
import { startPostOffice } from '../support/smtp-server.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, KEYS, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { type SmallProxy, startSmallProxy, wellSetUp } from '../support/small-proxy.js'

const startSite = useSites()

const ReportSchema = z.object({
  well: z.boolean(),
  findings: z.array(
    z.object({
      check: z.string(),
      level: z.enum(['ok', 'warning', 'failure']),
      code: z.string().nullable(),
      subject: z.string().nullable(),
      message: z.string(),
      advice: z.string().nullable(),
    }),
  ),
})

const KeysSchema = z.object({ keys: z.array(z.unknown()) })

type Values = Readonly<Record<string, string>>

/** The problems that the doctor reports, as `check code level`, in its order. */
async function diagnose(env: Values, folder?: string) {
  const overrides = folder === undefined ? {} : { cwd: folder }
  const { status, out, err } = await runCommandLine(['doctor', '--json'], env, '', overrides)
  expect(err).toBe('')
  const { well, findings } = ReportSchema.parse(JSON.parse(out))
  expect(status).toBe(well ? 0 : 1)
  for (const finding of findings) {
    expect(finding.advice === null).toBe(finding.level === 'ok')
    expect(finding.message).not.toContain(KEYS.SESSION_KEYS)
    expect(finding.message).not.toContain(KEYS.ENCRYPTION_KEYS)
  }
  const problems = findings.filter(({ level }) => level !== 'ok')
  return {
    findings,
    problems: problems.map(({ check, code, level }) => `${check} ${code ?? ''} ${level}`),
    out,
  }
}

describe('portcullis doctor', () => {
  let provider: Provider
  let op: Op
  let proxy: SmallProxy
  let site: Site
  /** The environment of the running server, which is behind a proxy. */
  let env: Values

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    const [port, before] = [await freePort(), await freePort()]
    proxy = await startSmallProxy(before, port)
    const shared = {
      PORT: String(port),
      BASE_URL: proxy.url,
      TRUST_PROXY: '127.0.0.1',
      ALLOW_INSECURE_ISSUERS: 'true',
    }
    site = await startSite({ database: 'sqlite', backends: { acme: backendAt(op) }, env: shared })
    env = {
      ...shared,
      ...KEYS,
      HOST: '127.0.0.1',
      DATABASE_URL: site.databaseUrl,
      BACKEND_ACME_KIND: 'oidc',
      BACKEND_ACME_ISSUER: op.issuer,
      BACKEND_ACME_CLIENT_ID: op.clientId,
      BACKEND_ACME_CLIENT_SECRET: op.clientSecret,
      BACKEND_ACME_RESPONSE_MODE: 'form_post',
    }
  })

  afterAll(async () => {
    await site.close()
    await proxy.close()
    await provider.close()
  })

  beforeEach(() => {
    op.reset()
    proxy.headers = wellSetUp
  })

  test('reports no problems for a correct site, names every check, and changes nothing', async () => {
    site.statements.length = 0
    const { problems, findings } = await diagnose(env)
    expect(problems).toEqual([])
    const checks = findings.map(({ check }) => check)
    expect(new Set(checks)).toEqual(
      new Set([
        'settings',
        'address',
        'cookies',
        'callbacks',
        'providers',
        'database',
        'sessions',
        'keys',
        'mail',
      ]),
    )
    const { out } = await runCommandLine(['doctor'], env)
    expect(out).toContain(`The provider accepts ${proxy.url}/complete/acme`)
    expect(out).toContain('form_post')
    expect(out).toMatch(/No problems found\.\n$/)
    // With a made-up code, to see whether the provider knows the client.
    expect(op.tokenRequests.map(({ body }) => body.get('grant_type'))).toEqual(
      Array(2).fill('authorization_code'),
    )
    expect(op.counts.userinfo).toBe(0)
  })

  test('a provider of /admin is checked, and one that cannot be read is named', async () => {
    const added = provider.alias('added')
    const { issuer, clientId, clientSecret } = added
    const id = 'version-of-added'
    const vault = new Encrypter([KEYS.ENCRYPTION_KEYS])
    const at = new Date()
    await site.rows.backend.create({
      data: { name: 'added', current: 1, enabled: true, createdAt: at, changedAt: at },
    })
    await site.rows.backendVersion.create({
      data: {
        id,
        name: 'added',
        version: 1,
        createdAt: at,
        createdBy: 'somebody',
        testedAt: at,
        definition: JSON.stringify({ kind: 'oidc', issuer, clientId }),
        secret: encryptSecrets(vault, id, { clientSecret }),
      },
    })
    try {
      const { problems, findings } = await diagnose(env)
      expect(problems).toEqual([])
      expect(findings).toContainEqual(
        expect.objectContaining({ check: 'providers', subject: 'added', level: 'ok' }),
      )
      await site.rows.backendVersion.update({ where: { id }, data: { definition: '{"kind":' } })
      expect((await diagnose(env)).problems).toEqual(['providers provider_misconfigured failure'])
    } finally {
      await site.rows.backend.delete({ where: { name: 'added' } })
    }
  })

  test('a proxy that TRUST_PROXY does not name', async () => {
    const [port, before] = [await freePort(), await freePort()]
    const between = await startSmallProxy(before, port)
    const forgotten = { PORT: String(port), BASE_URL: between.url, TRUST_PROXY: '' }
    const forgetful = await startSite({ database: 'sqlite', env: forgotten })
    try {
      const { problems, out } = await diagnose({ ...env, ...forgotten })
      expect(problems).toEqual(['address trust_proxy_missing failure'])
      expect(out).toMatch(/Set TRUST_PROXY=(?:::ffff:)?127\.0\.0\.1/)
    } finally {
      await between.close()
      await forgetful.close()
    }
  })

  test('a proxy that does not pass the host on', async () => {
    proxy.headers = (from) => ({ ...wellSetUp(from), host: 'portcullis.internal', 'x-forwarded-host': '' })
    const { problems, out } = await diagnose(env)
    expect(problems).toEqual(['address unknown_host failure'])
    expect(out).toContain('portcullis.internal')
  })

  test('a proxy that sets X-Forwarded-For but not the host, and passes on what else a visitor sends', async () => {
    const forwarded = (from: IncomingHttpHeaders) => wellSetUp(from)['x-forwarded-for']
    proxy.headers = (from) => ({
      ...from,
      host: '127.0.0.1:3000',
      'x-forwarded-for': forwarded(from),
    })
    const { problems, out } = await diagnose(env)
    expect(problems).toEqual(['address unknown_host failure', 'address forwarded_host_passed warning'])
    expect(out).toContain('127.0.0.1:3000')
    expect(out).toContain('proxy_set_header Host $http_host')
  })

  test('a proxy before a server that does not run', async () => {
    const [port, before] = [await freePort(), await freePort()]
    const lonely = await startSmallProxy(before, port)
    try {
      const down = { ...env, PORT: String(port), BASE_URL: lonely.url }
      const { problems, findings } = await diagnose(down)
      expect(problems).toEqual(['address server_down failure'])
      expect(findings.find(({ code }) => code === 'server_down')?.message).toContain('status 502')
    } finally {
      await lonely.close()
    }
  })

  test('a proxy that passes on a forged host', async () => {
    proxy.headers = (from) => ({ ...wellSetUp(from), 'x-forwarded-host': from['x-forwarded-host'] })
    expect((await diagnose(env)).problems).toEqual(['address forwarded_host_passed warning'])
  })

  test('a proxy that adds a port is accepted, and one that adds no address is not', async () => {
    proxy.headers = (from) => ({ ...wellSetUp(from), 'x-forwarded-for': '192.0.2.1, 203.0.113.9:51234' })
    expect((await diagnose(env)).problems).toEqual([])
    proxy.headers = (from) => ({ ...wellSetUp(from), 'x-forwarded-for': '192.0.2.1, for=203.0.113.9' })
    const { problems, out } = await diagnose(env)
    expect(problems).toEqual(['address forwarded_for_unreadable failure'])
    expect(out).toContain('for=203.0.113.9')
  })

  test('a SQLite database that other users of the machine can read', async () => {
    const file = site.databaseUrl.slice('file:'.length)
    chmodSync(file, 0o644)
    try {
      const { problems, out } = await diagnose(env)
      expect(problems).toEqual(['database database_file_readable warning'])
      expect(out).toContain(`chmod 600 ${file}`)
    } finally {
      chmodSync(file, 0o600)
    }
  })

  test.each(['0.0.0.0/0', '::/0', '203.0.0.0/8'])(
    'TRUST_PROXY with a range that includes visitors: %s',
    async (range) => {
      const { problems } = await diagnose({ ...env, TRUST_PROXY: `127.0.0.1,${range}` })
      expect(problems).toEqual(['address trust_proxy_too_wide failure'])
    },
  )

  test('a BASE_URL that does not reach the running server', async () => {
    const { problems } = await diagnose({ ...env, BASE_URL: `http://localhost:${await freePort()}` })
    expect(problems).toEqual(['address address_unreachable failure'])
  })

  test('a BASE_URL that reaches another server, or a server with other keys', async () => {
    const elsewhere = await diagnose({ ...env, BASE_URL: provider.origin })
    expect(elsewhere.problems).toEqual(['address address_elsewhere failure'])
    const others = await diagnose({ ...env, SESSION_KEYS: 'keys that the server has never been told of' })
    expect(others.problems).toEqual(['address address_elsewhere failure'])
  })

  test('the server responds to a probe only with a valid proof', async () => {
    const visitor = site.visitor()
    const { status, body } = await visitor.ask('/healthz/arrival', {
      headers: { 'x-portcullis-check': '1.made-up' },
    })
    expect(status).toBe(404)
    expect(body).not.toContain('203.0.113.9')
  })

  test('a server that is not running is reported, and everything else is checked', async () => {
    const nowhere = String(await freePort())
    const { problems } = await diagnose({ ...env, PORT: nowhere, BASE_URL: `http://localhost:${nowhere}` })
    expect(problems).toEqual(['address server_down warning'])
  })

  test('a proxy for calls to providers is named, without its password', async () => {
    const proxied = { ...env, HTTP_PROXY: 'http://ann:hush@127.0.0.1:1', NO_PROXY: '*' }
    const { problems, findings } = await diagnose(proxied)
    expect(problems).toEqual([])
    const message = findings.find((each) => each.message.includes('go through a proxy'))?.message ?? ''
    expect(message).toContain('http through http://127.0.0.1:1, except *')
    expect(message).not.toContain('hush')
  })

  test('a provider whose clock is an hour off', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    op.misbehave({ at: { discovery: { headers: { date } }, jwks: { headers: { date } } } })
    const { problems, findings } = await diagnose(env)
    expect(problems).toEqual(['providers clock_skew failure'])
    const found = findings.find(({ code }) => code === 'clock_skew')
    expect(found?.subject).toBe('acme')
    expect(found?.message).toMatch(/is (?:3599|360[01]) seconds behind the clock of this machine/)
  })

  test('a redirect URI that the provider refuses, and a provider that does not reveal whether it is registered', async () => {
    op.redirectUris = ['https://elsewhere.example/complete/acme']
    const refused = await diagnose(env)
    op.redirectUris = []
    expect(refused.problems).toEqual(['callbacks callback_refused warning'])
    expect(op.lastAuthorization.get('prompt')).toBe('none')
    op.misbehave({ at: { authorize: { redirectTo: `${op.issuer}/sign-in-page` } } })
    const { problems, out } = await diagnose({ ...env, BACKEND_ACME_REDIRECT_URI_TRAILING_SLASH: 'true' })
    expect(problems).toEqual([])
    expect(out).toContain(
      `This redirect URI must be registered at the provider: ${proxy.url}/complete/acme/"`,
    )
  })

  test('a client secret and a client ID that the provider does not know', async () => {
    const secret = await diagnose({ ...env, BACKEND_ACME_CLIENT_SECRET: 'not the secret of this client' })
    expect(secret.problems).toEqual(['providers client_refused failure'])
    expect(secret.out).toContain('invalid_client')
    expect(secret.out).not.toContain('not the secret of this client')
    op.misbehave({ at: { token: { status: 401, body: '' } } })
    expect((await diagnose(env)).problems).toEqual(['providers client_refused failure'])
    // Answers that say nothing about the client.
    for (const answer of [
      { status: 503 },
      { status: 400, body: '{"error":"invalid_request"}' },
      { hang: true as const },
    ]) {
      op.misbehave({ at: { token: answer } })
      expect((await diagnose({ ...env, BACKEND_ACME_TIMEOUT: '1s' })).problems).toEqual([])
    }
  })

  test('each check waits for a provider for as long as its definition allows', async () => {
    op.misbehave({ at: { discovery: { hang: true } } })
    const { problems, out } = await diagnose({ ...env, BACKEND_ACME_TIMEOUT: '1s' })
    expect(problems).toEqual(['providers provider_timeout failure'])
    expect(out).toContain('the metadata: no complete response within 1000 ms')
  })

  test('an error that the provider sends by a redirect: to a page of its own, or to us', async () => {
    op.misbehave({ at: { authorize: { redirectTo: `${op.issuer}/oauth/error?authError=abc` } } })
    expect((await diagnose(env)).problems).toEqual(['callbacks callback_refused warning'])
    op.misbehave({ at: { authorize: { redirectTo: `${op.issuer}/page?error=redirect_uri_mismatch` } } })
    expect((await diagnose(env)).problems).toEqual(['callbacks callback_refused warning'])
    const back = `${proxy.url}/complete/acme?error=`
    op.misbehave({ at: { authorize: { redirectTo: `${back}invalid_scope` } } })
    const { problems, out } = await diagnose(env)
    expect(problems).toEqual(['callbacks authorization_refused warning'])
    expect(out).toContain('invalid_scope')
    op.misbehave({ at: { authorize: { redirectTo: `${back}login_required` } } })
    expect((await diagnose(env)).problems).toEqual([])
  })

  test('a provider whose certificate an authority of its own has issued, and one on a private address', async () => {
    const secure = createServer({ key, cert })
    const port = await freePort()
    await new Promise<void>((resolve) => secure.listen(port, '127.0.0.1', resolve))
    try {
      const issuer = `https://localhost:${port}`
      const unknown = await diagnose({ ...env, BACKEND_ACME_ISSUER: issuer })
      expect(unknown.problems).toEqual(['providers provider_unavailable failure'])
      expect(unknown.out).toContain('name its certificate in NODE_EXTRA_CA_CERTS and restart')
      const inside = await diagnose({ ...env, BACKEND_ACME_ISSUER: issuer, ALLOW_INSECURE_ISSUERS: 'false' })
      expect(inside.problems).toEqual(['providers provider_misconfigured failure'])
      expect(inside.out).toContain('ALLOWED_PRIVATE_NETWORKS')
    } finally {
      secure.close()
    }
  })

  test.each([
    ['answers with an error', { at: { discovery: { status: 500 } } }, 'provider_unavailable'],
    [
      'names another issuer',
      { discoveryDocument: (document: object) => ({ ...document, issuer: 'https://other.example' }) },
      'provider_misconfigured',
    ],
    ['has no keys', { at: { jwks: { status: 404 } } }, 'provider_unavailable'],
  ])('a provider that %s', async (_, behaviour, code) => {
    op.misbehave(behaviour)
    expect((await diagnose(env)).problems).toEqual([`providers ${code} failure`])
  })

  test('a provider without introspection, which a backend asks for, and what to do about it', async () => {
    op.misbehave({
      discoveryDocument: (document: object) => ({ ...document, introspection_endpoint: undefined }),
    })
    const asking = { ...env, BACKEND_ACME_INTROSPECTION: 'true', BACKEND_ACME_TOKEN_CLIENTS: 'app' }
    const { problems, out } = await diagnose(asking)
    expect(problems).toEqual(['providers provider_misconfigured failure'])
    expect(out).toContain('introspection_endpoint is missing')
    expect(out).toContain('The provider names no address for introspection.')
  })

  test('a backend that exchanges tokens of every client is a warning, until it lists the clients', async () => {
    const exchanging = { ...env, BACKEND_ACME_AUDIENCE: 'https://login.example.com' }
    expect((await diagnose(exchanging)).problems).toEqual(['providers token_clients_missing warning'])
    expect((await diagnose({ ...exchanging, BACKEND_ACME_TOKEN_CLIENTS: 'app' })).problems).toEqual([])
  })

  test('backends with requireVerifiedEmail, of the settings and of /admin, where no email can be sent', async () => {
    const issuer = 'https://127.0.0.1:1'
    const closed = { ...env, NODE_ENV: 'production', ALLOW_INSECURE_ISSUERS: 'false' }
    const id = 'version-of-asking'
    const at = new Date()
    await site.rows.backend.create({
      data: { name: 'asking', current: 1, enabled: true, createdAt: at, changedAt: at },
    })
    await site.rows.backendVersion.create({
      data: {
        id,
        name: 'asking',
        version: 1,
        createdAt: at,
        createdBy: 'somebody',
        testedAt: at,
        definition: JSON.stringify({ preset: 'github', clientId: 'x', requireVerifiedEmail: true }),
        secret: encryptSecrets(new Encrypter([KEYS.ENCRYPTION_KEYS]), id, { clientSecret: 'y' }),
      },
    })
    try {
      const asking = { BACKEND_ACME_ISSUER: issuer, BACKEND_ACME_REQUIRE_VERIFIED_EMAIL: 'true' }
      const { problems, findings } = await diagnose({ ...closed, ...asking })
      expect(problems).toContain('settings settings_invalid failure')
      const ofSettings = findings.find(({ code }) => code === 'settings_invalid')
      expect(ofSettings?.message).toContain('Backend "acme", field "requireVerifiedEmail": needs email')
      const ofAdministrators = findings.find(({ code }) => code === 'backend_needs_mail')
      expect(ofAdministrators).toMatchObject({ level: 'failure', check: 'providers', subject: 'asking' })
    } finally {
      await site.rows.backend.delete({ where: { name: 'asking' } })
    }
  })

  test('all invalid settings are reported', async () => {
    const { problems, out } = await diagnose({
      ...env,
      ENCRYPTION_KEYS: KEYS.SESSION_KEYS,
      SESSION_STORE: 'cupboard',
    })
    expect(problems).toEqual(Array(2).fill('settings settings_invalid failure'))
    expect(out).toContain('has a key that is also in SESSION_KEYS')
    const short = await diagnose({ ...env, SESSION_KEYS: 'short' })
    expect(short.out).toContain('is shorter than 32 bytes')
    const backend = await diagnose({ ...env, BACKEND_ACME_ISSUER: 'https://acme.example/?x' })
    expect(backend.problems[0]).toBe('settings settings_invalid failure')
  })

  test('a Redis that does not respond', async () => {
    const { problems } = await diagnose({ ...env, SESSION_STORE: 'redis', REDIS_URL: 'redis://127.0.0.1:1' })
    expect(problems).toEqual(['sessions unavailable failure'])
  })

  test('a mail server that does not respond, and one that does', async () => {
    const mail = { MAIL_FROM: 'login@example.test', SMTP_URL: 'smtp://user:a-password@127.0.0.1:1' }
    const away = await diagnose({ ...env, ...mail })
    expect(away.problems).toEqual(['mail mail_unreachable failure'])
    expect(away.out).not.toContain('a-password')
    const office = await startPostOffice()
    try {
      const { problems, findings } = await diagnose({ ...env, ...mail, SMTP_URL: office.url })
      expect(problems).toEqual([])
      expect(findings.find(({ check }) => check === 'mail')?.message).toContain('Nothing was sent')
      office.habits.login = { user: 'user', password: 'a-password' }
      const url = (password: string) => office.url.replace('//', `//user:${password}@`)
      const right = await diagnose({ ...env, ...mail, SMTP_URL: url('a-password') })
      expect(right.problems).toEqual([])
      expect(right.out).toContain('accepts the user name and the password')
      const wrong = await diagnose({ ...env, ...mail, SMTP_URL: url('wrong-password') })
      expect(wrong.problems).toEqual(['mail mail_login_refused failure'])
      expect(wrong.out).not.toContain('wrong-password')
      expect(office.delivered).toEqual([])
    } finally {
      await office.close()
    }
  })

  test('development mode at a public address, and cookies that other hosts can read', async () => {
    const open = {
      ...env,
      BASE_URL: 'https://login.made-up.invalid',
      SESSION_COOKIE_DOMAIN: 'made-up.invalid',
    }
    const { problems } = await diagnose({ ...open, SESSION_COOKIE_SAMESITE: 'none' })
    expect(problems).toEqual([
      'address not_production failure',
      'address address_unreachable failure',
      'cookies cookie_not_host_bound warning',
      'cookies cookie_cross_site warning',
      'callbacks callback_refused warning',
    ])
    const closed = await diagnose({
      ...env,
      NODE_ENV: 'production',
      ALLOW_INSECURE_ISSUERS: 'false',
      BACKEND_ACME_ISSUER: 'https://127.0.0.1:1',
    })
    expect(closed.problems).toEqual([
      'address settings_differ warning',
      'callbacks callback_local warning',
      'providers provider_misconfigured failure',
      'mail mail_unavailable warning',
    ])
  })

  test('what else would keep the server from starting: codes by email without email, a picture that cannot be read', async () => {
    const production = { NODE_ENV: 'production', ALLOW_INSECURE_ISSUERS: 'false' }
    const acme = { BACKEND_ACME_ISSUER: 'https://127.0.0.1:1', BACKEND_ACME_MARK: '/no/such/mark.svg' }
    const { findings } = await diagnose({ ...env, ...production, ...acme, EMAIL_LOGIN: 'true' })
    const messages = findings.filter(({ code }) => code === 'settings_invalid').map(({ message }) => message)
    expect(messages).toContainEqual(expect.stringContaining('EMAIL_LOGIN is true, but no email can be sent.'))
    expect(messages).toContainEqual(
      expect.stringContaining('the picture is refused: the file cannot be read'),
    )
  })

  test('the key file: missing, too old, or readable for other users', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-doctor-'))
    const unset = { SESSION_KEYS: '', ENCRYPTION_KEYS: '' }
    const mine = { ...env, ...unset, DATABASE_URL: `file:${join(folder, 'data', 'mine.db')}` }
    const path = join(folder, 'data', 'keys.json')
    const before = await diagnose(mine, folder)
    expect(before.problems).toContain('keys keys_absent warning')
    expect(before.problems).toContain('database database_absent warning')
    expect(before.out).not.toContain('The keys are valid')
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined()
    readSettings(mine, folder)
    chmodSync(path, 0o644)
    const old = new Date(Date.now() - 400 * 86_400_000)
    utimesSync(path, old, old)
    const { problems } = await diagnose(mine, folder)
    expect(problems).toEqual(
      expect.arrayContaining(['keys key_file_old warning', 'keys key_file_readable warning']),
    )
  })

  test('too many keys, and an unreachable database', async () => {
    const keys = Array.from({ length: 4 }, (_, index) => `key number ${index} for the many of a test site`)
    const { problems } = await diagnose({
      ...env,
      ENCRYPTION_KEYS: [KEYS.ENCRYPTION_KEYS, ...keys].join(','),
    })
    expect(problems).toEqual(['keys too_many_keys warning'])
    const away = await diagnose({ ...env, DATABASE_URL: 'postgres://nobody:a-password@127.0.0.1:1/none' })
    expect(away.problems).toEqual(['database unavailable failure'])
    expect(away.out).not.toContain('a-password')
    expect(away.out).toContain('Without the database, the stored data could not be checked.')
  })
})

describe.each(DATABASES)('portcullis doctor with a database on %s', (database) => {
  let provider: Provider
  let op: Op
  let site: Site

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    const env = { ALLOW_INSECURE_ISSUERS: 'true' }
    site = await startSite({ database, backends: { acme: backendAt(op) }, env })
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
  })

  const envOf = (databaseUrl: string, more: Values = {}): Values => {
    const { port } = new URL(site.url)
    return { ...KEYS, PORT: port, BASE_URL: site.url, DATABASE_URL: databaseUrl, ...more }
  }

  test('a missing migration, a failed one, and one of a newer release', async () => {
    const databaseUrl = await freshDatabase(database)
    const other = await startSite({ database, databaseUrl })
    const { rows } = other
    try {
      expect((await diagnose(envOf(databaseUrl))).problems).toEqual([])
      await rows.$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = '30000101000000_future' WHERE "migration_name" LIKE '%_administration'`
      const { problems, out } = await diagnose(envOf(databaseUrl))
      expect(problems).toEqual(['database migrations_unknown failure', 'database migrations_pending failure'])
      expect(out).toContain('_administration')
      await rows.$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = '20261124215902_administration', "finished_at" = NULL WHERE "migration_name" = '30000101000000_future'`
      const broken = await diagnose(envOf(databaseUrl))
      expect(broken.problems).toEqual(['database migrations_failed failure'])
    } finally {
      await other.close()
    }
  })

  test('encrypted tokens that no key decrypts, and those that need an older key', async () => {
    op.person({ sub: 'sealed-one' })
    await site.visitor().signIn('acme')
    const newer = 'a newer key that the server does not know of yet'
    const lost = await diagnose(envOf(site.databaseUrl, { ENCRYPTION_KEYS: newer }))
    expect(lost.problems).toEqual(['keys undecryptable_rows failure'])
    const status = async (encryptionKeys: string) => {
      const env = envOf(site.databaseUrl, { ENCRYPTION_KEYS: encryptionKeys })
      const { out, ...ended } = await runCommandLine(['keys', 'status', '--json'], env)
      return [ended.status, KeysSchema.parse(JSON.parse(out)).keys] as const
    }
    const [inUse] = new Encrypter([KEYS.ENCRYPTION_KEYS]).keyIds
    const missing = { keyId: inUse, position: null, counts: { 'account tokens': 1 } }
    expect(await status(newer)).toMatchObject([1, [{ position: 1 }, missing]])
    const both = { ENCRYPTION_KEYS: `${newer},${KEYS.ENCRYPTION_KEYS}` }
    expect(await status(both.ENCRYPTION_KEYS)).toMatchObject([
      0,
      [{ position: 1 }, { ...missing, position: 2 }],
    ])
    const rotating = await diagnose(envOf(site.databaseUrl, both))
    expect(rotating.problems).toEqual(['keys old_key_rows warning'])
    const { id } = await accountOf(site, 'sealed-one')
    const tokens = encryptTokens(new Encrypter([newer]), id, await storedTokensOf(site, id))
    op.person({ sub: 'sealed-two' })
    await site.visitor().signIn('acme')
    await site.rows.account.update({ where: { id }, data: { tokens } })
    expect((await diagnose(envOf(site.databaseUrl))).problems).toEqual(['keys undecryptable_rows warning'])
  })
})
