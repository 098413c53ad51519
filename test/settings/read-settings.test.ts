import { existsSync } from 'node:fs'
import { SettingsError } from '../../src/settings/settings-error.js'
import { KEYS, PRODUCTION, sandbox } from './sandbox.js'
import type { Sandbox, Values } from './sandbox.js'

let box: Sandbox
beforeEach(() => {
  box = sandbox()
})
afterEach(() => {
  box.remove()
})

test('an empty environment results in a site for development', () => {
  expect(box.read({})).toMatchObject({
    production: false,
    host: '127.0.0.1',
    port: 3000,
    baseUrl: 'http://localhost:3000',
    origin: 'http://localhost:3000',
    basePath: '',
    databaseUrl: `file:${box.path('data/portcullis.db')}`,
    databasePrepared: true,
    session: {
      store: { kind: 'database' },
      idleLifetimeMs: 14 * 86_400_000,
      maxLifetimeMs: 90 * 86_400_000,
      cookie: { name: 'portcullis', domain: null, path: '/', secure: false, sameSite: 'lax' },
    },
    rawBackends: {},
    passwordLogin: true,
    registration: 'open',
    adminEmails: [],
    reservedUsernames: [],
    trustProxy: [],
    allowInsecureIssuers: false,
    allowedRedirectOrigins: [],
    smtpUrl: null,
    mailFrom: null,
    signInMails: false,
    logLevel: 'info',
    metrics: null,
    demo: true,
  })
})

test('production disables what development enables', () => {
  const settings = box.read(PRODUCTION)
  expect(settings).toMatchObject({ production: true, host: '0.0.0.0', passwordLogin: false, demo: false })
  expect(settings.session.cookie).toMatchObject({ name: '__Host-portcullis', secure: true })
  expect(settings.sessionKeys).toEqual([KEYS.SESSION_KEYS])
  expect(existsSync(box.path('data'))).toBe(false)
})

test('production lists everything that is missing at once', () => {
  const errors = box.errors({ NODE_ENV: 'production' })
  for (const name of ['BASE_URL', 'SESSION_KEYS', 'ENCRYPTION_KEYS'])
    expect(errors).toContain(`${name} is not set.`)
})

test('the SettingsError lists every error', () => {
  expect(() => box.read({ PORT: 'x', REGISTRATION: 'y' })).toThrow(SettingsError)
  expect(() => box.read({ PORT: 'x', REGISTRATION: 'y' })).toThrow(
    /^2 settings need attention:\n- PORT .*\n- REG/,
  )
})

test('an empty value counts as not set', () => {
  expect(box.read({ PORT: '', BASE_URL: ' ', REGISTRATION: '', SESSION_KEYS: '' }).port).toBe(3000)
})

test('with Postgres the key file of development is in ./data', () => {
  box.read({ DATABASE_URL: 'postgresql://me:secret@db/portcullis' })
  expect(existsSync(box.path('data/keys.json'))).toBe(true)
})

const good: readonly (readonly [Values, object])[] = [
  [{ PORT: '0', BASE_URL: 'http://localhost' }, { port: 0 }],
  [{ PORT: '80' }, { baseUrl: 'http://localhost' }],
  [{ HOST: '::1' }, { host: '::1' }],
  [{ HOST: 'gate.internal' }, { host: 'gate.internal' }],
  [
    { BASE_URL: 'HTTPS://Login.Example.com:443/sso/' },
    { baseUrl: 'https://login.example.com/sso', origin: 'https://login.example.com', basePath: '/sso' },
  ],
  [
    { ...PRODUCTION, BASE_URL: 'http://127.0.0.1:9000' },
    { baseUrl: 'http://127.0.0.1:9000', production: true },
  ],
  [{ ...PRODUCTION, BASE_URL: 'http://[::1]:9000' }, { baseUrl: 'http://[::1]:9000' }],
  [{ ...KEYS, DATABASE_URL: 'file:///var/lib/p.db' }, { databaseUrl: 'file:/var/lib/p.db' }],
  [{ ...KEYS, DATABASE_PREPARED: 'false' }, { databasePrepared: false }],
  [{ ...KEYS, DATABASE_URL: 'postgres:///p?host=/run' }, { databaseUrl: 'postgres:///p?host=/run' }],
  [
    { ...KEYS, DATABASE_URL: 'postgres://me:a%40b@db/p?sslmode=disable', DATABASE_SCHEMA: 'auth' },
    { databaseUrl: 'postgres://me:a%40b@db/p?sslmode=disable&schema=auth' },
  ],
  [
    { ADMIN_EMAILS: 'Ada@Example.com, bob@x.org,,ada@example.com' },
    { adminEmails: ['ada@example.com', 'bob@x.org'] },
  ],
  [{ RESERVED_USERNAMES: 'CEO, finance,,ceo' }, { reservedUsernames: ['ceo', 'finance'] }],
  [{ LOGIN_BUTTONS: '12' }, { loginButtons: 12 }],
  [{ LOGIN_START: 'email' }, { loginStart: 'email' }],
  [{}, { loginStart: 'methods' }],
  [{}, { profileEditing: ['name', 'picture', 'username'] }],
  [{ ALLOWED_REDIRECT_ORIGINS: 'https://app.example' }, { profileEditing: ['name', 'picture'] }],
  [{ BASE_URL: 'http://localhost:3000/auth' }, { profileEditing: ['name', 'picture'] }],
  [{ PROFILE_EDITING: 'none' }, { profileEditing: [] }],
  [{ PROFILE_EDITING: 'username', BASE_URL: 'http://localhost:3000/auth' }, { profileEditing: ['username'] }],
  [{ TRUST_PROXY: '10.0.0.0/8, ::1' }, { trustProxy: ['10.0.0.0/8', '::1'] }],
  [{ ALLOWED_API_ORIGINS: 'https://App.example' }, { allowedApiOrigins: ['https://app.example'] }],
  [{ ALLOWED_REDIRECT_ORIGINS: 'https://App.example' }, { allowedRedirectOrigins: ['https://app.example'] }],
  [
    { SMTP_URL: 'smtp://u:p@mail:587', MAIL_FROM: 'Gate <a@b.c>' },
    { smtpUrl: 'smtp://u:p@mail:587', mailFrom: 'Gate <a@b.c>', signInMails: true },
  ],
  [
    { LOG_LEVEL: 'silent', PASSWORD_LOGIN: 'false' },
    { logLevel: 'silent', passwordLogin: false },
  ],
  [{ ALLOW_INSECURE_ISSUERS: 'true' }, { allowInsecureIssuers: true }],
  [{ SESSION_MANAGER: 'local/x', SESSION_ID: '1', BACKEND_PORT_80_TCP_ADDR: '10.0.0.1' }, { port: 3000 }],
  [{ BACKEND_SERVICE_HOST: '10.0.0.1', BACKEND_PORT: 'tcp://10.0.0.1:80' }, { rawBackends: {} }],
  [
    {
      METRICS_PORT: 'tcp://10.0.0.1:9100',
      METRICS_SERVICE_PORT_HTTP: '9100',
      SESSION_STORE_PORT: 'tcp://10.0.0.2:1',
    },
    { metrics: null, ignoredVariables: ['METRICS_PORT'] },
  ],
  [{ HOST: 'unix:/run/portcullis.sock' }, { host: 'unix:/run/portcullis.sock' }],
  [
    { DATABASE_POOL_SIZE: '5', SHUTDOWN_DELAY: '15s' },
    { databasePoolSize: 5, shutdownDelayMs: 15_000 },
  ],
]

test.each(good)('%j is accepted', (values, expected) => {
  expect(box.read(values)).toMatchObject(expected)
})

test('REDIS_URL is read when sessions are in Redis, and ignored otherwise', () => {
  const url = 'rediss://user:p%40ss@[::1]:6380/2'
  const store = (values: Values) => box.read(values).session.store
  expect(store({ SESSION_STORE: 'redis', REDIS_URL: url })).toEqual({ kind: 'redis', redisUrl: url })
  expect(store({ SESSION_STORE: 'redis', REDIS_URL: 'redis://localhost' })).toMatchObject({ kind: 'redis' })
  expect(store({ SESSION_STORE: 'cookie' })).toEqual({ kind: 'cookie' })
  expect(store({ REDIS_URL: 'what a platform sets' })).toEqual({ kind: 'database' })
})
