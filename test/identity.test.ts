import { isSameIssuer } from '../src/identity.js'

describe('isSameIssuer', () => {
  test.each([
    ['https://accounts.google.com', 'accounts.google.com'],
    ['https://id.example:443/realm', 'https://id.example/realm'],
    ['https://ID.example', 'https://id.example/'],
    ['local', 'local'],
    ['urn:example:idp', 'urn:example:idp'],
  ])('%s and %s are the same issuer', (one, other) => {
    expect([isSameIssuer(one, other), isSameIssuer(other, one)]).toEqual([true, true])
  })

  test.each([
    ['https://id.example/realms/a', 'https://id.example/realms/b'],
    ['https://id.example/realms/a', 'https://id.example/realms/A'],
    ['https://id.example', 'http://id.example'],
    ['https://id.example', 'https://id.example:8443'],
    ['https://id.example', 'https://id.example.evil.example'],
    ['https://id.example', 'https://user@id.example'],
    ['https://id.example?tenant=a', 'https://id.example?tenant=b'],
    ['urn:example:a', 'urn:example:b'],
    ['local', ''],
  ])('%s and %s are two issuers', (one, other) => {
    expect([isSameIssuer(one, other), isSameIssuer(other, one)]).toEqual([false, false])
  })
})
