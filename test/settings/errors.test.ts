import { existsSync } from 'node:fs'
import { PRODUCTION, sandbox } from './sandbox.js'
import type { Values } from './sandbox.js'

const box = sandbox()
afterAll(() => {
  box.remove()
})

const bad: readonly (readonly [Values, string])[] = [
  [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod". Write production, development or test.'],
  [{ PORT: '65536' }, 'PORT is "65536"'],
  [{ PORT: '-1' }, 'PORT is "-1"'],
  [{ PORT: '0' }, 'BASE_URL is not set while PORT is 0'],
  [{ HOST: 'http://x' }, 'HOST is neither'],
  [{ HOST: '[::1]' }, 'HOST is neither'],
  [{ HOST: '300.1.1.1' }, 'HOST is neither'],
  [{ BASE_URL: 'login.example.com' }, 'BASE_URL is not an http or https URL'],
  [{ BASE_URL: 'ftp://x' }, 'BASE_URL is not an http or https URL'],
  [{ BASE_URL: 'https:x' }, 'BASE_URL is not an http or https URL'],
  [{ BASE_URL: 'https://x/?' }, 'BASE_URL contains a query'],
  [{ BASE_URL: 'https://x/#' }, 'BASE_URL contains a query or a fragment'],
  [{ BASE_URL: 'https://u:p@x/' }, 'BASE_URL contains a user name'],
  [{ BASE_URL: 'https://x//y' }, 'BASE_URL has a path with unusual characters'],
  [{ BASE_URL: 'https://x/a;b' }, 'BASE_URL has a path with unusual characters'],
  [{ ...PRODUCTION, BASE_URL: 'http://login.example.com' }, 'BASE_URL is http in production'],
  [{ ...PRODUCTION, BASE_URL: 'http://localhost.evil.example' }, 'BASE_URL is http in production'],
  [{ ...PRODUCTION, ALLOW_INSECURE_ISSUERS: 'true' }, 'ALLOW_INSECURE_ISSUERS is true in production'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL is neither'],
  [{ DATABASE_URL: 'file:///%00' }, 'DATABASE_URL does not name a file'],
  [{ DATABASE_URL: 'file:' }, 'DATABASE_URL does not name a file'],
  [{ DATABASE_URL: 'file::memory:' }, 'DATABASE_URL does not name a file'],
  [{ DATABASE_URL: 'file:x.db?a=1' }, 'DATABASE_URL does not name a file'],
  [{ SESSION_STORE: 'redis' }, 'REDIS_URL is not set, but SESSION_STORE is redis'],
  ...[
    'redis.example.com',
    'http://redis.example.com',
    'redis://',
    'redis:///0',
    'rediss://host/name',
    'redis://host?enableOfflineQueue=false',
    'redis://host#x',
    'redis://u:%zz@host',
    'redis://host:port',
  ].map((url) => [{ SESSION_STORE: 'redis', REDIS_URL: url }, 'REDIS_URL is not a Redis URL'] as const),
  [{ SESSION_STORE: 'memory' }, 'SESSION_STORE is "memory"'],
  [{ SESSION_IDLE_LIFETIME: '1w' }, 'SESSION_IDLE_LIFETIME is "1w", which is not a duration'],
  [{ SESSION_IDLE_LIFETIME: '91d' }, 'SESSION_IDLE_LIFETIME is longer than SESSION_MAX_LIFETIME'],
  [{ SESSION_MAX_LIFETIME: '1h' }, '(14d when not set) is longer than SESSION_MAX_LIFETIME'],
  [{ REGISTRATION: 'Open' }, 'REGISTRATION is "Open". Write open or closed.'],
  [{ PASSWORD_LOGIN: 'yes' }, 'PASSWORD_LOGIN is "yes". Write true or false.'],
  [{ ADMIN_EMAILS: 'a@b.c,nobody' }, 'ADMIN_EMAILS (entry 2) is not an email address'],
  [{ RESERVED_USERNAMES: 'ceo,The Boss' }, 'RESERVED_USERNAMES (entry 2) is not a user name'],
  [
    { LOGIN_BUTTONS: '0' },
    'LOGIN_BUTTONS is "0", which is not a valid number of buttons. Write a whole number from 1 to 100.',
  ],
  [{ LOGIN_START: 'mail' }, 'LOGIN_START is "mail". Write methods or email.'],
  [{ PROFILE_EDITING: 'name,age' }, 'PROFILE_EDITING (entry 2) is "age". Write name, picture or username.'],
  [{ TRUST_PROXY: 'loopback' }, 'TRUST_PROXY (entry 1) is neither'],
  [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY (entry 1) is neither'],
  [{ TRUST_PROXY: '10' }, 'TRUST_PROXY (entry 1) is neither'],
  [{ ALLOWED_REDIRECT_ORIGINS: 'https://x/y' }, 'ALLOWED_REDIRECT_ORIGINS (entry 1) is not an origin'],
  [{ ALLOWED_REDIRECT_ORIGINS: 'https://*.x.org' }, 'ALLOWED_REDIRECT_ORIGINS (entry 1) is not an origin'],
  [{ ALLOWED_API_ORIGINS: '*' }, 'ALLOWED_API_ORIGINS (entry 1) is not an origin'],
  [{ ALLOWED_REDIRECT_ORIGINS: 'https://u@x.org' }, 'ALLOWED_REDIRECT_ORIGINS (entry 1) is not an origin'],
  [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@b.c' }, 'SMTP_URL is not an SMTP URL'],
  [{ SMTP_URL: 'smtp://mail' }, 'MAIL_FROM is not set, but SMTP_URL is'],
  [{ MAIL_FROM: 'a@b.c\r\nBcc: d@e.f' }, 'MAIL_FROM is not a sender'],
  [{ LOG_LEVEL: 'verbose' }, 'LOG_LEVEL is "verbose"'],
  [{ EVENT_LIMIT: '999' }, 'EVENT_LIMIT is "999"'],
  [{ EVENT_LIMIT: '10000001' }, 'EVENT_LIMIT is "10000001"'],
  [{ EVENT_LIMIT: '1e6' }, 'EVENT_LIMIT is "1e6"'],
  [{ EVENT_RETENTION: '500d' }, 'EVENT_RETENTION is "500d"'],
  [{ SESSION_KEY: 'x' }, 'SESSION_KEY is not a setting. Did you mean SESSION_KEYS?'],
  [{ SESSION_COOKIE_SAME_SITE: 'lax' }, 'Did you mean SESSION_COOKIE_SAMESITE?'],
  [{ BACKENDS_FIEL: 'x' }, 'Did you mean BACKENDS_FILE?'],
]

test.each(bad)('%j is an error', (values, error) => {
  expect(box.errors(values)).toContain(error)
  expect(existsSync(box.path('data'))).toBe(false)
})

test('no error repeats a password', () => {
  const errors = box.errors({
    BASE_URL: 'https://u:hunter2@x/',
    DATABASE_URL: 'mysql://u:hunter2@x/',
    SESSION_STORE: 'redis',
    REDIS_URL: 'redis://u:hunter2@x/name',
    SMTP_URL: 'mail://u:hunter2@x/',
    SESSION_KEYS: 'hunter2',
    BACKEND_ACME_CLIENT_SECRT: 'hunter2',
    BACKEND_ACME_CLAIMS: 'hunter2',
    BACKENDS_FILE: 'mine.json',
  })
  expect(errors.split('\n').length).toBeGreaterThan(5)
  expect(errors).not.toContain('hunter2')
})
