import { signingPair } from '../../support/signing-key.js'
import { parseDefinitions } from '../../../src/backends/definition/parse.js'

const acme = {
  kind: 'oidc',
  issuer: 'https://id.acme.example',
  clientId: 'portcullis',
  clientSecret: 'a secret nobody may see',
}
const KEY = signingPair('key').pem
const strict = { allowInsecureIssuers: false }

function faultsOf(fields: Record<string, unknown>, name = 'acme'): string[] {
  const { definitions, errors } = parseDefinitions({ [name]: fields }, strict)
  expect(definitions).toHaveLength(errors.length === 0 ? 1 : 0)
  return errors
}

test('a field that is left out has a default', () => {
  const { definitions, errors } = parseDefinitions({ acme }, strict)
  expect(errors).toEqual([])
  expect(definitions).toEqual([
    {
      ...acme,
      name: 'acme',
      enrich: null,
      label: 'Acme',
      icon: null,
      mark: null,
      order: 100,
      hidden: false,
      clientKey: null,
      clientAuthentication: null,
      scopes: ['openid', 'email', 'profile'],
      extraScopes: [],
      frontChannelLogout: false,
      rpInitiatedLogout: 'provider',
      postLogoutRedirectParam: 'post_logout_redirect_uri',
      redirectUriTrailingSlash: false,
      authorizationParams: {},
      endpointParams: {},
      responseMode: 'query',
      userInFormPost: false,
      claims: {
        username: 'preferred_username',
        email: 'email',
        name: 'name',
        givenName: 'given_name',
        familyName: 'family_name',
        picture: 'picture',
      },
      requiredClaims: [],
      requiredValues: {},
      trustEmail: false,
      allowedDomains: [],
      linkByVerifiedEmail: false,
      requireEmail: false,
      requireVerifiedEmail: false,
      extraClaims: [],
      groupsClaim: null,
      clockTolerance: 30_000,
      timeout: 5000,
      loginParams: [],
      startWithoutState: false,
      metadataUrl: null,
      authorizationEndpoint: null,
      tokenEndpoint: null,
      userInfoEndpoint: null,
      jwksUri: null,
      endSessionEndpoint: null,
      decryptionKey: null,
      userInfo: 'required',
      userInfoMethod: 'GET',
      emailVerified: null,
      pushedAuthorization: false,
      idTokenAlgorithm: null,
      silentSignIn: false,
      maxAge: null,
      reauthentication: 'auth_time',
      audience: null,
      tokenClients: null,
      requiredScope: [],
      introspection: false,
      revocationEndpoint: null,
      revocation: 'refresh_token',
      issuerAliases: [],
      issuerTemplate: null,
      allowedTenants: [],
      subjectClaims: ['sub'],
      requestedClaims: [],
      nonce: true,
      pkce: true,
    },
  ])
})

test('the example of the documentation is valid', () => {
  const full = {
    ...acme,
    label: 'Acme & Co.',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid', 'email', 'profile', 'groups'],
    authorizationParams: { prompt: 'login' },
    responseMode: 'form_post',
    claims: { username: 'nickname' },
    requiredClaims: ['email'],
    trustEmail: true,
    allowedDomains: ['ACME.example', 'bücher.example'],
    linkByVerifiedEmail: true,
    idTokenAlgorithm: 'ES256',
    maxAge: 3600,
  }
  const { definitions, errors } = parseDefinitions({ acme: full }, strict)
  expect(errors).toEqual([])
  expect(definitions[0]).toMatchObject({
    claims: { username: 'nickname', email: 'email' },
    allowedDomains: ['acme.example', 'xn--bcher-kva.example'],
  })
})

test('a preset adds only fields that are missing', () => {
  const mine = { preset: 'google', clientId: 'a', clientSecret: 'b' }
  const { definitions, errors } = parseDefinitions({ google: mine, work: { ...mine, label: 'Work' } }, strict)
  expect(errors).toEqual([])
  expect(definitions.map(({ name, label, issuer, trustEmail }) => [name, label, issuer, trustEmail])).toEqual(
    [
      ['google', 'Google', 'https://accounts.google.com', true],
      ['work', 'Work', 'https://accounts.google.com', true],
    ],
  )
})

test.each<[string, Record<string, unknown>, string]>([
  [
    'no kind',
    { kind: undefined },
    'Backend "acme", field "kind": is missing; write "kind": "oidc" or "kind": "oauth2".',
  ],
  ['another kind', { kind: 'saml' }, 'field "kind": must be "oidc" or "oauth2".'],
  [
    'a misspelt field',
    { clientsecret: 'x' },
    'field "clientsecret": is not a field; did you mean "clientSecret"?',
  ],
  ['snake case', { client_id: 'x' }, 'field "client_id": is not a field; did you mean "clientId"?'],
  ['two letters swapped', { socpes: [] }, 'field "socpes": is not a field; did you mean "scopes"?'],
  [
    'an unknown field',
    { colour: 'red' },
    'field "colour": is not a field; remove it; the known ones are preset, kind,',
  ],
  [
    'a misspelt claim field',
    { claims: { user_name: 'a' } },
    'field "claims.user_name": is not a field; did you mean "username"?',
  ],
  ['an unknown preset', { preset: 'gogle' }, 'field "preset": is not known; did you mean "google"?'],
  ['an inherited preset', { preset: 'constructor' }, 'field "preset": is not known; remove it'],
  ['no openid', { scopes: ['email'] }, 'field "scopes": must contain "openid"; add it.'],
  ['scopes in one text', { scopes: 'openid email' }, 'field "scopes": must be a list of scopes.'],
  ['scopes in one entry', { scopes: ['openid', 'a b'] }, 'field "scopes.1": is not a single scope'],
  ['an e-mail address as domain', { allowedDomains: ['@acme.example'] }, 'must be a domain without "@"'],
  [
    'linking without trust',
    { linkByVerifiedEmail: true },
    'field "linkByVerifiedEmail": needs "trustEmail": true',
  ],
  [
    'a text for a boolean',
    { trustEmail: 'true' },
    'field "trustEmail": must be true or false, without quotes.',
  ],
  [
    'a symmetric algorithm',
    { idTokenAlgorithm: 'HS256' },
    'field "idTokenAlgorithm": needs a client secret of 32 bytes',
  ],
  ['no algorithm at all', { idTokenAlgorithm: 'none' }, 'field "idTokenAlgorithm": must be one of RS256'],
  [
    'no secret',
    { clientSecret: undefined },
    'field "clientSecret": is missing; add it, or set clientAuthentication',
  ],
  [
    'Apple without its key',
    { preset: 'apple', clientSecret: undefined },
    'for a public client, or add a "clientKey".',
  ],
  ['a negative age', { maxAge: -1 }, 'field "maxAge": must not be negative.'],
  [
    'authentication we lack',
    { clientAuthentication: 'client_secret_jwt' },
    'field "clientAuthentication": must be',
  ],
  [
    'a key that is none',
    { clientSecret: null, clientKey: { pem: 'not a key' } },
    'field "clientKey.pem": is not a readable private key',
  ],
  [
    'a misspelt field of a key',
    { clientSecret: null, clientKey: { pem: KEY, team_id: 'T' } },
    'field "clientKey.team_id": is not a field; did you mean "teamId"?',
  ],
  [
    'a key and a secret',
    { clientKey: { pem: KEY } },
    'field "clientSecret": must not be set together with "clientKey"',
  ],
  [
    'a key that has no use',
    { clientSecret: null, clientKey: { pem: KEY }, clientAuthentication: 'client_secret_basic' },
    'field "clientAuthentication": must be "private_key_jwt"',
  ],
  [
    'a secret signed for nobody',
    { clientSecret: null, clientKey: { pem: KEY }, clientAuthentication: 'client_secret_post' },
    'field "clientKey.teamId": is missing',
  ],
  [
    'no key',
    { clientSecret: null, clientAuthentication: 'private_key_jwt' },
    'field "clientKey": is missing',
  ],
  [
    'a name in no form',
    { userInFormPost: true },
    'field "userInFormPost": needs "responseMode": "form_post"',
  ],
  ['nothing a claim must say', { requiredValues: { groups: [] } }, 'field "requiredValues.groups": is empty'],
  ['a revocation by http', { revocationEndpoint: 'http://a.example/' }, 'must be an https URL'],
  [
    'other spellings beside a template',
    {
      issuerTemplate: 'https://id.acme.example/{tenant}',
      allowedTenants: 'any',
      subjectClaims: ['tid', 'sub'],
      issuerAliases: ['id.acme.example'],
    },
    'field "issuerAliases": has no effect with "issuerTemplate"',
  ],
  ['a deletion', { revocation: 'delete_as_client' }, 'must be "refresh_token" or "access_token"'],
])('an error: %s', (_, change, expected) => {
  const faults = faultsOf({ ...acme, ...change })
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(expected)
})

test('a misspelled preset is one error: the fields that the right one has are not reported as missing, too', () => {
  expect(faultsOf({ preset: 'gogle' })).toEqual([expect.stringContaining('did you mean "google"?')])
})

test.each(
  'state nonce redirect_uri response_type client_id scope code_challenge code_challenge_method response_mode max_age request_uri'.split(
    ' ',
  ),
)('the parameter %s may not be set', (name) => {
  expect(faultsOf({ ...acme, authorizationParams: { [name]: 'x' } })[0]).toContain(
    `field "authorizationParams.${name}": must not be set here; `,
  )
})

test.each([
  ['http://id.acme.example', 'must be an https URL'],
  ['javascript:alert(1)', 'must be an https URL'],
  ['file:///etc/passwd', 'must be an https URL'],
  ['https://id.acme.example/?a=b', 'must not contain a query'],
  ['https://id.acme.example/#a', 'must not contain a query or a fragment'],
  ['https://id.acme.example?', 'must not contain a query'],
  ['https://ann:pw@id.acme.example', 'must not contain a user name'],
  ['https://id.acme.example/.well-known/openid-configuration', 'is the URL of the metadata'],
  ['id.acme.example', 'is not a URL'],
  [' https://id.acme.example', 'is not a URL'],
])('S46, S47: the issuer %s is refused', (issuer, problem) => {
  expect(faultsOf({ ...acme, issuer })[0]).toContain(`field "issuer": ${problem}`)
})

test('a key in one line of the environment is read, and never repeated in an error', () => {
  const clientKey = { pem: KEY.replaceAll('\n', '\\n'), keyId: 'two words' }
  const faults = faultsOf({ ...acme, clientSecret: null, clientKey })
  expect(faults).toEqual([
    'Backend "acme", field "clientKey.keyId": must be the ID of the key, without spaces.',
  ])
  expect(faultsOf({ ...acme, clientSecret: null, clientKey: { ...clientKey, keyId: 'one' } })).toEqual([])
})

test('http issuers are for development', () => {
  const raw = { acme: { ...acme, issuer: 'http://localhost:4000/a' } }
  expect(parseDefinitions(raw, { allowInsecureIssuers: true }).errors).toEqual([])
})

const names = [
  '__proto__',
  'constructor',
  'toString',
  '..',
  'a%2fb',
  '',
  'Google',
  'login',
  'api',
  'gооgle',
  'a--b',
]
test.each([...names, '-a', 'a-', '1a', 'a b', 'x'.repeat(41), 'google\n'])(
  'S49: the name %j is refused',
  (name) => {
    const raw: unknown = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(acme)}}`)
    const { definitions, errors } = parseDefinitions(raw as Record<string, unknown>, strict)
    expect(definitions).toEqual([])
    expect(errors).toEqual([expect.stringContaining(`Backend ${JSON.stringify(name)}: the name`)])
  },
)

test('all errors of all backends are listed, valid backends are kept, and no value is repeated', () => {
  const raw = {
    acme,
    one: { ...acme, label: 5, scopes: [], clientSecert: acme.clientSecret },
    two: 'https://id.acme.example',
    three: {},
  }
  const { definitions, errors } = parseDefinitions(raw, strict)
  expect(definitions.map(({ name }) => name)).toEqual(['acme'])
  expect(errors.map((fault) => fault.replace(/: .*/, ''))).toEqual([
    'Backend "one", field "label"',
    'Backend "one", field "scopes"',
    'Backend "one", field "clientSecert"',
    'Backend "two"',
    'Backend "three", field "kind"',
    'Backend "three", field "clientId"',
    'Backend "three", field "issuer"',
    'Backend "three", field "clientSecret"',
  ])
  expect(errors.join('\n')).not.toContain(acme.clientSecret)
  expect(errors.at(-3)).toBe(
    'Backend "three", field "clientId": is missing; write the client ID from the provider.',
  )
})

describe('the exchange of access tokens', () => {
  test('an audience is a text or a list, and a required scope too', () => {
    const trading = { ...acme, audience: 'https://api.example', requiredScope: 'openid  sessions' }
    const { definitions, errors } = parseDefinitions(
      {
        one: trading,
        two: { ...acme, audience: ['a', 'b'], requiredScope: ['sessions'], introspection: true },
      },
      strict,
    )
    expect(errors).toEqual([])
    expect(definitions).toMatchObject([
      { audience: ['https://api.example'], requiredScope: ['openid', 'sessions'], introspection: false },
      { audience: ['a', 'b'], requiredScope: ['sessions'], introspection: true },
    ])
  })

  test.each([
    [
      { audience: [] },
      'Backend "acme", field "audience": is empty; write what "aud" of your access tokens contains, or remove it.',
    ],
    [{ audience: '' }, 'Backend "acme", field "audience.0": is empty; write an audience.'],
    [{ audience: 1 }, 'Backend "acme", field "audience": must be a string, or a list of strings.'],
    [
      { audience: 'a', requiredScope: [''] },
      'Backend "acme", field "requiredScope.0": is empty; write a scope.',
    ],
    [{ audience: 'a', requiredScope: 1 }, 'Backend "acme", field "requiredScope": must be a list of scopes.'],
    [
      { requiredScope: 'x' },
      'Backend "acme", field "requiredScope": has an effect only on the exchange of access tokens; add "audience" or "introspection", or remove it.',
    ],
    [
      { tokenClients: ['app'] },
      'Backend "acme", field "tokenClients": has an effect only on the exchange of access tokens; add "audience" or "introspection", or remove it.',
    ],
    [
      { audience: 'a', tokenClients: [] },
      'Backend "acme", field "tokenClients": is empty; write the IDs of the clients whose tokens can be exchanged, or remove it.',
    ],
    [
      { audience: 'a', tokenClients: 1 },
      'Backend "acme", field "tokenClients": must be a string, or a list of strings.',
    ],
    [
      { introspection: 'yes' },
      'Backend "acme", field "introspection": must be true or false, without quotes.',
    ],
    [
      { introspection: true, clientSecret: null, clientAuthentication: 'none' },
      'Backend "acme", field "introspection": needs a client secret, which a public client does not have; remove it.',
    ],
  ])('%j is an error', (fields, fault) => {
    expect(faultsOf({ ...acme, ...fields })).toContain(fault)
  })

  test('a public client can exchange tokens by audience', () => {
    const { kind, issuer, clientId } = acme
    expect(
      faultsOf({ kind, issuer, clientId, clientAuthentication: 'none', audience: 'https://api.example' }),
    ).toEqual([])
  })
})

const chat = {
  kind: 'oauth2',
  authorizationEndpoint: 'https://chat.acme.example/oauth/authorize',
  tokenEndpoint: 'https://chat.acme.example/oauth/token',
  userInfoEndpoint: 'https://chat.acme.example/me?fields=id',
  subject: 'id',
  clientId: 'portcullis',
  clientSecret: 'a secret nobody may see',
}

test('a backend of OAuth 2 needs its endpoints and the path of the identifier, and little else', () => {
  const { definitions, errors } = parseDefinitions({ chat }, strict)
  expect(errors).toEqual([])
  expect(definitions).toMatchObject([
    {
      ...chat,
      issuer: 'https://chat.acme.example',
      hasExplicitIssuer: false,
      pkce: true,
      emailVerified: null,
      scopes: [],
    },
  ])
})

test.each<[string, Record<string, unknown>, string]>([
  ['no path', { subject: undefined }, 'field "subject": '],
  [
    'an endpoint of http',
    { tokenEndpoint: 'http://chat.example/' },
    'field "tokenEndpoint": must be an https URL',
  ],
  ['no URL', { userInfoEndpoint: '/me' }, 'field "userInfoEndpoint": is not a URL'],
  ['a fragment', { authorizationEndpoint: 'https://a.example/#x' }, 'must not contain a fragment'],
  ['a password', { emailsEndpoint: 'https://a:b@c.example/' }, 'must not contain a user name or a password'],
  [
    'a header of ours',
    { userInfoHeaders: { Authorization: 'x' } },
    'field "userInfoHeaders.Authorization": must not be set',
  ],
  [
    'two headers in one',
    { userInfoHeaders: { a: 'x\r\nb: y' } },
    'field "userInfoHeaders.a": contains control characters',
  ],
  ['neither secret nor PKCE', { clientAuthentication: 'none', pkce: false }, 'field "pkce": must not be off'],
  [
    'proof without a secret',
    { clientAuthentication: 'none', appSecretProof: 'p' },
    'field "appSecretProof": needs a client',
  ],
  ['a field of OpenID Connect', { audience: 'x' }, 'field "audience": is not a field'],
  [
    'two words about an address',
    { emailVerified: 'ok', emailsEndpoint: 'https://chat.acme.example/emails' },
    'field "emailVerified": has no effect beside',
  ],
  ['trust in nothing', { trustEmail: true }, 'field "trustEmail": has no effect'],
  [
    'domains that nobody vouches for',
    { allowedDomains: ['a.example'] },
    '"allowedDomains": rejects every user',
  ],
  ['a revocation of no kind', { revocation: 'delete' }, 'field "revocation": must be "refresh_token", '],
  ['a revocation at no address', { revocation: 'access_token' }, '"revocationEndpoint" is missing'],
  [
    'a revocation with a secret that is not there',
    {
      clientAuthentication: 'none',
      revocation: 'delete_as_client',
      revocationEndpoint: 'https://chat.acme.example/grant',
    },
    'field "revocation": needs a client secret',
  ],
  ['a revocation by http', { revocationEndpoint: 'http://a.example/' }, 'must be an https URL'],
  ['another separator', { scopeSeparator: ';' }, 'field "scopeSeparator": must be " " or ","'],
])('an error of OAuth 2: %s', (_, change, expected) => {
  const { definitions, errors } = parseDefinitions({ chat: { ...chat, ...change } }, strict)
  expect(definitions).toEqual([])
  expect(errors[0]).toContain(expected)
})

describe('fields for providers as they are', () => {
  const oauth2 = {
    kind: 'oauth2',
    authorizationEndpoint: 'https://id.acme.example/a',
    tokenEndpoint: 'https://id.acme.example/t',
    userInfoEndpoint: 'https://id.acme.example/u',
    subject: 'id',
    clientId: 'portcullis',
    clientSecret: 'secret',
  }

  test.each<[Record<string, unknown>, string]>([
    [
      { timeout: '31s' },
      'Backend "acme", field "timeout": must be a number with s or m, such as "10s", and at most "30s".',
    ],
    [{ timeout: 5 }, 'Backend "acme", field "timeout": must be a duration in quotes, such as "10s".'],
    [{ clockTolerance: '6m' }, 'field "clockTolerance": must be a number with s or m'],
    [{ clockTolerance: '0s' }, 'field "clockTolerance": must be a number with s or m'],
    [{ userInfo: 'sometimes' }, 'field "userInfo": must be "required", "when-needed" or "never".'],
    [
      { userInfo: 'never', userInfoMethod: 'POST' },
      'field "userInfoMethod": has no effect with "userInfo": "never"; remove one of them.',
    ],
    [
      { idTokenAlgorithm: 'HS256', clientSecret: 'short' },
      'field "idTokenAlgorithm": needs a client secret of 32 bytes or more',
    ],
    [
      { idTokenAlgorithm: 'HS256', clientSecret: undefined, clientKey: { pem: KEY } },
      'field "idTokenAlgorithm": needs a client secret of 32 bytes or more',
    ],
    [{ idTokenAlgorithm: 'none' }, 'field "idTokenAlgorithm": must be one of RS256'],
    [
      { loginParams: ['state'] },
      'field "loginParams.0": is a parameter that Portcullis sets itself; remove it.',
    ],
    [{ loginParams: ['redirect_uri'] }, 'is a parameter that Portcullis sets itself'],
    [{ loginParams: ['prompt'] }, 'is a parameter that Portcullis sets itself'],
    [{ loginParams: ['a b'] }, 'field "loginParams.0": is not the name of a parameter.'],
    [
      { loginParams: ['hd'], authorizationParams: { hd: 'x' } },
      'field "loginParams": has "hd", which "authorizationParams" sets; remove one of them.',
    ],
    [{ decryptionKey: 'x' }, 'field "decryptionKey": must be the private key as PEM'],
    [{ metadataUrl: 'http://id.acme.example/m' }, 'field "metadataUrl": must be an https URL'],
    [{ jwksUri: 'https://id.acme.example/j#x' }, 'field "jwksUri": must not contain a fragment'],
    [{ emailVerified: 1 }, 'field "emailVerified": must be the name of a claim, or true.'],
  ])('%j: one error that names the fix', (fields, fault) => {
    const faults = faultsOf({ ...acme, ...fields })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
  })

  test.each<[Record<string, unknown>, string]>([
    [{ userMethod: 'PUT' }, 'field "userMethod": must be "GET" or "POST".'],
    [{ tokenAuthorization: 'Two words' }, 'field "tokenAuthorization": must be one word, such as "OAuth".'],
    [
      { tokenInQuery: true, tokenAuthorization: 'OAuth' },
      'field "tokenAuthorization": has no effect with "tokenInQuery"',
    ],
    [{ clientIdParameter: 'a=b' }, 'field "clientIdParameter": is not the name of a parameter.'],
    [{ emailList: { list: 'values' } }, 'field "emailList": has no effect without "emailsEndpoint"'],
    [
      { emailsEndpoint: 'https://x.example/', emailList: { mail: 'x' } },
      'field "emailList.mail": is not a field',
    ],
  ])('oauth2, %j: one error', (fields, fault) => {
    const faults = faultsOf({ ...oauth2, ...fields })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
  })

  test('durations and a key are read', () => {
    const { definitions } = parseDefinitions(
      { acme: { ...acme, timeout: '10s', clockTolerance: '2m' } },
      strict,
    )
    expect(definitions[0]).toMatchObject({ timeout: 10_000, clockTolerance: 120_000 })
  })

  test.each([
    ['with \\n in place of line breaks', (pem: string) => pem.replaceAll('\n', '\\n')],
    ['in one line, as an input of a form leaves it', (pem: string) => pem.replaceAll('\n', '')],
    ['with spaces in place of line breaks', (pem: string) => pem.trim().replaceAll('\n', ' ')],
    ['with line breaks of Windows', (pem: string) => pem.replaceAll('\n', '\r\n')],
  ])('a key %s is read', (_what, change) => {
    expect(faultsOf({ ...acme, decryptionKey: change(KEY) })).toEqual([])
    expect(faultsOf({ ...acme, clientSecret: undefined, clientKey: { pem: change(KEY) } })).toEqual([])
  })

  test('a parameter of a preset that is not valid is one error', () => {
    const fields = {
      preset: 'keycloak',
      domain: 'localhost:8080',
      realm: 'main',
      clientId: 'x',
      clientSecret: 'y',
    }
    expect(faultsOf(fields)).toEqual([expect.stringContaining('field "domain": must be ')])
    expect(faultsOf({ ...fields, domain: 5 })).toHaveLength(1)
    expect(faultsOf({ ...fields, domain: undefined, realm: '/' })).toHaveLength(2)
  })

  test('allowedDomains with a provider that does not say which addresses are verified is a contradiction', () => {
    const entra = {
      preset: 'entra',
      tenant: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
      clientId: 'x',
      clientSecret: 'y',
    }
    const domains = { ...entra, allowedDomains: ['acme.example'] }
    expect(faultsOf(entra)).toEqual([])
    expect(faultsOf(domains)).toEqual([expect.stringContaining('field "allowedDomains": rejects every user')])
    expect(faultsOf({ ...domains, emailVerified: true })).toEqual([])
    expect(faultsOf({ ...domains, emailVerified: 'xms_edov' })).toEqual([])
  })
})
