import { PRODUCTION, sandbox } from './sandbox.js'
import type { Values } from './sandbox.js'

const box = sandbox()
afterAll(() => {
  box.remove()
})

const good: readonly (readonly [Values, object])[] = [
  [{}, { name: '__Host-portcullis', secure: true, path: '/', domain: null, sameSite: 'lax' }],
  [{ SESSION_COOKIE_DOMAIN: '.Example.com' }, { name: '__Secure-portcullis', domain: 'example.com' }],
  [
    { BASE_URL: 'https://x.org/a/b', SESSION_COOKIE_PATH: '/a/' },
    { name: '__Secure-portcullis', path: '/a' },
  ],
  [{ BASE_URL: 'https://x.org/a/b' }, { name: '__Host-portcullis', path: '/' }],
  [{ SESSION_COOKIE_PATH: '/' }, { name: '__Host-portcullis' }],
  [{ SESSION_COOKIE_SAMESITE: 'none' }, { sameSite: 'none' }],
  [{ SESSION_COOKIE_NAME: 'sid' }, { name: 'sid' }],
  [
    { NODE_ENV: 'test', SESSION_COOKIE_SECURE: 'false' },
    { name: 'portcullis', secure: false },
  ],
  [{ BASE_URL: 'http://localhost' }, { name: 'portcullis', secure: false }],
]

test.each(good)('%j results in a cookie that browsers accept', (values, expected) => {
  expect(box.read({ ...PRODUCTION, ...values }).session.cookie).toMatchObject(expected)
})

const bad: readonly (readonly [Values, string])[] = [
  [{ SESSION_COOKIE_SECURE: 'false' }, 'SESSION_COOKIE_SECURE is false in production'],
  [{ SESSION_COOKIE_SECURE: 'true', BASE_URL: 'http://localhost' }, 'SESSION_COOKIE_SECURE is true, but'],
  [{ SESSION_COOKIE_SAMESITE: 'strict' }, 'no sign-in could be completed. Write lax.'],
  [{ SESSION_COOKIE_SAMESITE: 'none', BASE_URL: 'http://localhost' }, 'SESSION_COOKIE_SAMESITE is none'],
  [{ SESSION_COOKIE_NAME: 'a b' }, 'SESSION_COOKIE_NAME is not a valid cookie name'],
  [{ SESSION_COOKIE_NAME: '__host-x', SESSION_COOKIE_DOMAIN: 'example.com' }, 'starts with __Host-'],
  [{ SESSION_COOKIE_NAME: '__Host-x', BASE_URL: 'http://localhost' }, 'starts with __Host-'],
  [{ SESSION_COOKIE_NAME: '__Secure-x', BASE_URL: 'http://localhost' }, 'starts with __Secure-'],
  [{ SESSION_COOKIE_DOMAIN: 'other.com' }, 'SESSION_COOKIE_DOMAIN does not include the host'],
  [{ SESSION_COOKIE_DOMAIN: 'ample.com' }, 'SESSION_COOKIE_DOMAIN does not include the host'],
  [{ SESSION_COOKIE_DOMAIN: 'com' }, 'SESSION_COOKIE_DOMAIN is not a valid cookie domain'],
  [{ SESSION_COOKIE_DOMAIN: '127.0.0.1' }, 'SESSION_COOKIE_DOMAIN is not a valid cookie domain'],
  [{ SESSION_COOKIE_PATH: 'app' }, 'SESSION_COOKIE_PATH is not a valid cookie path'],
  [{ SESSION_COOKIE_PATH: '/a; HttpOnly' }, 'SESSION_COOKIE_PATH is not a valid cookie path'],
  [{ SESSION_COOKIE_PATH: `/${'a'.repeat(5000)};` }, 'SESSION_COOKIE_PATH is not a valid cookie path'],
  [{ SESSION_COOKIE_PATH: '/app' }, 'SESSION_COOKIE_PATH does not include the path'],
  [{ SESSION_COOKIE_PATH: '/ap', BASE_URL: 'https://x.org/app' }, 'SESSION_COOKIE_PATH does not include'],
]

test.each(bad)('%j is an error', (values, error) => {
  expect(box.errors({ ...PRODUCTION, ...values })).toContain(error)
})
