import { ENGLISH } from '../src/locales/locales.js'
import { closestMatch, suggestionFor } from '../src/suggest.js'

const FIELDS = ['issuer', 'clientSecret', 'pkce', 'icon', 'idTokenAlgorithm']

test.each([
  ['client_secret', 'clientSecret'],
  ['CLIENTSECRET', 'clientSecret'],
  ['clientSecert', 'clientSecret'],
  ['isuer', 'issuer'],
  ['icn', 'icon'],
  ['in', null],
  ['colour', null],
  ['idTokenAlgorithmForAll', null],
  ['x'.repeat(10_000), null],
  ['', null],
])('%j is probably %j', (word, expected) => {
  expect(closestMatch(word, FIELDS)).toBe(expected)
})

test('the nearest of several candidates wins, the first of equals', () => {
  expect(closestMatch('login', ['logins', 'login', 'logout'])).toBe('login')
  expect(closestMatch('logon', ['login', 'logan'])).toBe('login')
})

test('the fix names the candidate, or all known words', () => {
  expect(ENGLISH.format(suggestionFor('isuer', FIELDS))).toBe('did you mean "issuer"?')
  expect(ENGLISH.format(suggestionFor('colour', ['issuer', 'icon']))).toBe(
    'remove it; the known ones are issuer, icon.',
  )
})
