import { DEFINITION_SCHEMAS, FIELDS_BY_KIND } from '../../src/backends/definition/fields.js'
import { PARAMETER_NAMES } from '../../src/backends/presets/index.js'
import { BACKEND_FIELD_NAMES } from '../../src/settings/backend-fields.js'
import { KEYS, sandbox } from './sandbox.js'
import type { Sandbox, Values } from './sandbox.js'

let box: Sandbox
beforeEach(() => {
  box = sandbox()
})
afterEach(() => {
  box.remove()
})

const read = (values: Values): unknown => box.read({ ...KEYS, ...values }).rawBackends
const errors = (values: Values): string => box.errors({ ...KEYS, ...values })

test('backends.json is read if it exists', () => {
  box.write('backends.json', '\uFEFF{"acme": {"label": "Acme", "unknown": 1}}')
  expect(read({})).toEqual({ acme: { label: 'Acme', unknown: 1 } })
})

test('variables win over the file and add to it', () => {
  box.write('mine.json', '{"My-Company": {"label": "Mine", "scopes": ["openid"]}}')
  const values = {
    BACKENDS_FILE: 'mine.json',
    BACKEND_MY_COMPANY_LABEL: 'Ours',
    BACKEND_OTHER_ONE_CLIENT_SECRET: 'a,b=c',
  }
  expect(read(values)).toEqual({
    'My-Company': { label: 'Ours', scopes: ['openid'] },
    'other-one': { clientSecret: 'a,b=c' },
  })
})

test('a name with _ in the file is found under that name', () => {
  box.write('backends.json', '{"a_b": {}}')
  expect(read({ BACKEND_A_B_ICON: 'x' })).toEqual({ a_b: { icon: 'x' } })
})

test('every field of a definition can be set by a variable, and every parameter of a preset', () => {
  const { oidc, oauth2 } = DEFINITION_SCHEMAS
  const all = ['preset', ...PARAMETER_NAMES, ...Object.keys(oidc.shape), ...Object.keys(oauth2.shape)]
  expect([...BACKEND_FIELD_NAMES].sort()).toEqual([...new Set(all)].sort())
})

test('a field that both kinds of backends have is written alike for both', () => {
  const { oidc, oauth2 } = FIELDS_BY_KIND
  const shared = [...oidc.keys()].filter((name) => oauth2.has(name))
  for (const name of shared) expect([name, oauth2.get(name)?.format]).toEqual([name, oidc.get(name)?.format])
})

test.each([
  ['SCOPES', 'openid, email profile', 'scopes', ['openid', 'email', 'profile']],
  ['REQUIRED_CLAIMS', 'email', 'requiredClaims', ['email']],
  ['EXTRA_CLAIMS', 'a b', 'extraClaims', ['a', 'b']],
  ['CLAIMS', 'username=nickname, name = full=x', 'claims', { username: 'nickname', name: 'full=x' }],
  ['AUTHORIZATION_PARAMS', '{"prompt": "login"}', 'authorizationParams', { prompt: 'login' }],
  ['TRUST_EMAIL', 'true', 'trustEmail', true],
  ['LINK_BY_VERIFIED_EMAIL', 'false', 'linkByVerifiedEmail', false],
  ['ID_TOKEN_ALGORITHM', 'ES256', 'idTokenAlgorithm', 'ES256'],
  ['MAX_AGE', '3600', 'maxAge', 3600],
  ['REQUIRED_VALUES', 'hd=acme.example', 'requiredValues', { hd: 'acme.example' }],
  ['CLIENT_KEY', '{"pem": "x"}', 'clientKey', { pem: 'x' }],
  ['AUDIENCE', 'a b', 'audience', ['a', 'b']],
  ['REQUIRED_SCOPE', 'a', 'requiredScope', ['a']],
  ['ALLOWED_DOMAINS', 'a.example b.example', 'allowedDomains', ['a.example', 'b.example']],
  ['ALLOWED_TENANTS', 'any', 'allowedTenants', ['any']],
  ['SUBJECT_CLAIMS', 'tid,sub', 'subjectClaims', ['tid', 'sub']],
  ['EMAIL_VERIFIED', 'true', 'emailVerified', true],
  ['EMAIL_VERIFIED', 'verified', 'emailVerified', 'verified'],
  ['PKCE', 'false', 'pkce', false],
  ['REVOCATION', 'access_token', 'revocation', 'access_token'],
  ['TENANT', 'acme', 'tenant', 'acme'],
  ['CLIENT_AUTHENTICATION', 'none', 'clientAuthentication', 'none'],
])('BACKEND_ACME_%s=%s', (suffix, text, field, expected) => {
  expect(read({ [`BACKEND_ACME_${suffix}`]: text })).toEqual({ acme: { [field]: expected } })
})

const bad: readonly (readonly [Values, string])[] = [
  [{ BACKEND_ACME_CLIENT_SECRT: 'x' }, 'Did you mean BACKEND_ACME_CLIENT_SECRET?'],
  [{ BACKEND_ACME_COLOUR: 'x' }, 'BACKEND_ACME_COLOUR does not end with a field'],
  [{ BACKEND_LABEL: 'x' }, 'BACKEND_LABEL does not end with a field'],
  [{ BACKEND_FILE: 'x' }, 'Did you mean BACKENDS_FILE?'],
  [{ BACKENDS_ACME_ISSUER: 'x' }, 'Did you mean BACKEND_ACME_ISSUER?'],
  [{ BACKEND___PROTO___LABEL: 'x' }, 'does not contain a valid name of a backend'],
  [{ 'BACKEND_A B_LABEL': 'x' }, 'does not contain a valid name of a backend'],
  [{ BACKEND_ACME_TRUST_EMAIL: 'yes' }, 'BACKEND_ACME_TRUST_EMAIL is "yes"'],
  [{ BACKEND_ACME_MAX_AGE: '1h' }, 'BACKEND_ACME_MAX_AGE is not a number'],
  [{ BACKEND_ACME_CLAIMS: '{"a":' }, 'BACKEND_ACME_CLAIMS is not a list of pairs'],
  [{ BACKEND_ACME_CLAIMS: 'a=b,c' }, 'BACKEND_ACME_CLAIMS is not a list of pairs'],
  [{ BACKENDS_FILE: 'missing.json' }, 'BACKENDS_FILE "missing.json" does not exist'],
  [{ BACKENDS_FILE: '.' }, 'BACKENDS_FILE "." cannot be read (EISDIR)'],
]

test.each(bad)('%j is an error', (values, error) => {
  expect(errors(values)).toContain(error)
})

test.each([
  ['{"a": {}\n "b"}', 'is not JSON: see line 2, column 2'],
  ['[]', 'is not a JSON object'],
  ['{"a": 1}', 'has "a", which is not an object'],
])('the file %j is an error', (text, error) => {
  box.write('backends.json', text)
  expect(errors({})).toContain(error)
})

test('a variable that could mean two names is an error', () => {
  box.write('backends.json', '{"a-b": {}, "a_b": {}}')
  expect(read({})).toEqual({ 'a-b': {}, a_b: {} })
  expect(errors({ BACKEND_A_B_LABEL: 'x' })).toContain('BACKEND_A_B_LABEL could mean a-b or a_b')
})

test('__proto__ and constructor are names like any other', () => {
  box.write('backends.json', '{"__proto__": {"__proto__": {"polluted": true}}, "constructor": {}}')
  const { rawBackends } = box.read({ ...KEYS, BACKEND_ACME_CLAIMS: '__proto__=x' })
  expect(Object.keys(rawBackends)).toEqual(['__proto__', 'constructor', 'acme'])
  expect(Object.getPrototypeOf(rawBackends)).toBeNull()
  expect('toString' in rawBackends).toBe(false)
  expect('polluted' in {}).toBe(false)
})
