import { findIdentityChange } from '../../src/backends/account-issuers.js'
import type { Definition } from '../../src/backends/definition/definition.js'
import { parseDefinitions } from '../../src/backends/definition/parse.js'
import { ENGLISH } from '../../src/locales/locales.js'

const CLIENT = { clientId: 'client', clientSecret: 'secret' }
const OAUTH2 = {
  ...CLIENT,
  kind: 'oauth2',
  authorizationEndpoint: 'https://login.example/authorize',
  tokenEndpoint: 'https://login.example/token',
  userInfoEndpoint: 'https://api.login.example/me',
  subject: 'id',
}
const OIDC = { ...CLIENT, kind: 'oidc', issuer: 'https://id.example' }

function define(fields: Readonly<Record<string, unknown>>): Definition {
  const { definitions, errors } = parseDefinitions({ acme: fields }, { allowInsecureIssuers: false })
  const [definition] = definitions
  if (definition === undefined) throw new Error(errors.join(' '))
  return definition
}

describe('findIdentityChange', () => {
  test.each([
    [OAUTH2, { tokenEndpoint: 'https://thief.example/token' }, '"tokenEndpoint"'],
    [OAUTH2, { userInfoEndpoint: 'https://thief.example/me' }, '"userInfoEndpoint"'],
    [OAUTH2, { emailsEndpoint: 'https://thief.example/emails' }, '"emailsEndpoint"'],
    [OAUTH2, { subject: 'login' }, 'under the subject'],
    [OIDC, { subjectClaims: ['oid'] }, 'under the subject'],
    [OIDC, { issuerAliases: ['https://other.example'] }, '"issuerAliases"'],
  ])('%o is not changed by %o', (present, change, why) => {
    const problem = findIdentityChange(define(present), define({ ...present, ...change }))
    expect(problem && ENGLISH.format(problem)).toContain(why)
  })

  test.each([
    [OAUTH2, { tokenEndpoint: 'https://login.example/v2/token', label: 'Renamed' }],
    [OAUTH2, { userInfoEndpoint: 'https://login.example/me' }],
    [OAUTH2, { revocationEndpoint: 'https://revoke.example/' }],
    [OIDC, { issuerAliases: ['id.example', 'https://id.example:443/'] }],
    [{ ...OIDC, issuerAliases: ['https://other.example'] }, { scopes: ['openid'] }],
    [{ preset: 'google', ...CLIENT }, { label: 'Renamed' }],
  ])('%o may be changed by %o', (present, change) => {
    expect(findIdentityChange(define(present), define({ ...present, ...change }))).toBeNull()
  })
})
