import fc from 'fast-check'
import { normalizeEmail } from '../../src/mail/email-address.js'
import { parseEmailAddress, maskEmail } from '../../src/mail/email-address.js'

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace+news@Example.COM ', 'ada.lovelace+news@example.com'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ｖictim@example.com', 'victim@example.com'],
  ['jürgen@example.com', 'jürgen@example.com'],
  ['J\u030Can@example.com', '\u01F0an@example.com'],
  ["o'neil@example.com", "o'neil@example.com"],
])('%j is the mailbox %j', (typed, mailbox) => {
  expect(parseEmailAddress(typed)).toBe(mailbox)
})

test.each([
  'a@x.com\r\nBcc: b@y.com',
  'a@x.com\nRCPT TO:<b@y.com>',
  'a@x.com, b@y.com',
  'a@x.com;b@y.com',
  'a@x.com b@y.com',
  'Ada <a@x.com>',
  '<a@x.com>',
  '"b@y.com" a@x.com',
  '"a b"@x.com',
  '"a@y.com,"@x.com',
  'a@x.com(b@y.com)',
  'a@[127.0.0.1]',
  'a@x.com\u0000',
  'a\u202e@x.com',
  'a\uFF0Cb@x.com',
  'a\uFF1Cb@y.com\uFF1E@x.com',
  'a@b@x.com',
  'a\uFF20b@x.com',
  '.a@x.com',
  'a..b@x.com',
  'a@x',
  'a@-x.com',
  'a@x..com',
  'a@x.com/y',
  'a@x.com?y',
  'a@x.com#y',
  'a@x.com\\y',
  'a@%78.com',
  'a@％78.com',
  '@x.com',
  'a@',
  '',
  `${'a'.repeat(65)}@x.com`,
  `a@${'x'.repeat(250)}.com`,
])('S98: %j is not one plain address, and refused', (typed) => {
  expect(parseEmailAddress(typed)).toBeNull()
})

test('S98: whatever is accepted is one address in normal form, without anything that a header gives a meaning', () => {
  const piece = fc.constantFrom(
    'a',
    'b.c',
    '@',
    'x.com',
    ',',
    '\r\n',
    '<',
    '>',
    '"',
    ' ',
    '＠',
    '，',
    'İ',
    '(',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const mailbox = parseEmailAddress(pieces.join(''))
      if (mailbox === null) return
      expect(mailbox).not.toMatch(/[\s\p{Cc},;:<>()[\]"\\]/u)
      expect(mailbox.split('@')).toHaveLength(2)
      expect(normalizeEmail(mailbox)).toBe(mailbox)
    }),
    { numRuns: 2000 },
  )
})

test.each(['a@x.com/y', 'a@x.com\\y', 'a@%78.com', 'a@\uFF0578.com', 'a@x.com ', 'a@x\t.com'])(
  'S71: %j of a provider is no other spelling of an address',
  (said) => {
    expect(normalizeEmail(said)).toBeNull()
  },
)

test('a log shows an address without its local part', () => {
  expect(maskEmail('ada.lovelace@example.com')).toBe('a***@example.com')
})
