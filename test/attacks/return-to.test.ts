import fc from 'fast-check'
import { sanitizeReturnTo } from '../../src/return-to.js'
import { anyCharacter } from '../support/any-character.js'

const ORIGINS = ['https://good.test', 'http://localhost:3000'] as const
const FRIEND = 'https://friend.test'

/** Pieces that parsers of URLs disagree about, in any order. */
const crafted = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '\\',
        '\t',
        '\n',
        '\r',
        '\0',
        ' ',
        '.',
        '..',
        '@',
        ':',
        '?',
        '#',
        '%2f',
        '%5c',
      ),
      fc.constantFrom(
        'https:',
        'http:',
        'HTTPS://',
        'javascript:',
        'data:',
        'good.test',
        'evil.test',
        FRIEND,
      ),
      fc.constantFrom('localhost', ':3000', ':443', '\u2100', '\u3002', '\uff0f', '\ud800', '[::1]', '/auth'),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

test('wherever next points, a browser ends on this site or on an allowed one', () => {
  fc.assert(
    fc.property(
      fc.oneof(crafted, fc.webUrl(), fc.string({ unit: anyCharacter })),
      fc.constantFrom(...ORIGINS),
      fc.constantFrom('', '/auth'),
      (raw, origin, basePath) => {
        const next = sanitizeReturnTo(raw, { origin, basePath, allowedOrigins: [FRIEND] })
        expect([origin, FRIEND]).toContain(new URL(next, `${origin}${basePath}/complete/acme`).origin)
        // As a header it must be one line of ASCII; as a value of our own it must be stable.
        expect(next).toMatch(/^[\x21-\x7e]+$/)
        expect(sanitizeReturnTo(next, { origin, basePath, allowedOrigins: [FRIEND] })).toBe(next)
      },
    ),
    { numRuns: 3000 },
  )
})

test('anything but a text is the account page', () => {
  const site = { origin: ORIGINS[0], basePath: '/auth', allowedOrigins: [] }
  for (const raw of [null, undefined, 7, {}, ['/x'], { toString: () => '/x' }]) {
    expect(sanitizeReturnTo(raw, site)).toBe('/auth/account')
  }
})

test.each([
  ['/x?y=1#z', '/x?y=1#z'],
  ['https://good.test/x', '/x'],
  ['https://friend.test/x?y', 'https://friend.test/x?y'],
  ['https://friend.test.evil.test/', '/account'],
  ['https://friend.test:8443/', '/account'],
  ['http://friend.test/', '/account'],
  ['https://friend.test@evil.test/', '/account'],
  ['/login', '/account'],
  ['/x/../logout', '/account'],
  ['x', '/account'],
  ['/d?q=a\\b', '/d?q=a\\b'],
  ['https://friend.test/d?q=\\evil.test', 'https://friend.test/d?q=\\evil.test'],
  ['/d#\\x', '/d#\\x'],
  ['/\\evil.test?q', '/account'],
  ['\\\\evil.test?q', '/account'],
  ['https://friend.test\\@evil.test/?q', '/account'],
  [`/${'d'.repeat(7999)}`, `/${'d'.repeat(7999)}`],
  [`/${'d'.repeat(8000)}`, '/account'],
])('%s leads to %s', (raw, next) => {
  const site = { origin: 'https://good.test', basePath: '', allowedOrigins: [FRIEND] }
  expect(sanitizeReturnTo(raw, site)).toBe(next)
})
