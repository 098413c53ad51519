import { type Administrator, startAdministered } from '../../support/administrator.js'
import { leftEnglish } from '../../support/left-english.js'
import type { Claims, Faults, Op } from '../../support/provider/index.js'

const inSeconds = (offset: number) => Math.floor(Date.now() / 1000) + offset
const claims = (changed: Claims): Faults => ({ idTokenClaims: (honest) => ({ ...honest, ...changed }) })
const answers = (error: string, error_description?: string): Faults => ({
  authorizeError: { error, ...(error_description === undefined ? {} : { error_description }) },
})

const metadata = (change: (honest: Claims) => Claims): Faults => ({
  discoveryDocument: (honest) => ({ ...honest, ...change(honest) }),
})

const withIss = (params: URLSearchParams, iss: string | null) =>
  new URLSearchParams([
    ...[...params].filter(([name]) => name !== 'iss'),
    ...(iss === null ? [] : [['iss', iss] as [string, string]]),
  ])

/** The report on this page, as plain text. */
function reportOn(body: string): string {
  return /<section class="card" aria-labelledby="report">[\s\S]*?<\/section>/.exec(body)?.[0] ?? ''
}

/** What is English in the report on this page, for readers of other languages. What the provider has said stays as it is. */
async function englishOf(rita: Administrator, url: string): Promise<readonly (string | null)[]> {
  return Promise.all(
    ['fr', 'de'].map(async (language) => {
      const { body } = await rita.visitor.ask(url, { headers: { 'accept-language': language } })
      const text = reportOn(body)
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll('&quot;', '"')
        .replaceAll(/[«„][^»“]*[»“]/g, ' ')
      return leftEnglish(text) ?? (text === '' ? 'no report' : null)
    }),
  )
}

type Fields = Readonly<Record<string, string>>

/** A cause, how the provider or the form produces it, what the report quotes, and the advice. */
const CAUSES: readonly (readonly [
  cause: string,
  faults: Faults,
  fields: Fields,
  detail: string,
  advice: string,
])[] = [
  [
    'a wrong client secret',
    {},
    { clientSecret: 'quite-wrong-secret-0815' },
    'client secret or &quot;clientAuthentication&quot; is wrong',
    'If they are right, the provider may expect another method',
  ],
  [
    'a refused client without words',
    { at: { token: { status: 401 } } },
    {},
    'the token request: status 401',
    'If they are right, the provider may expect another method',
  ],
  [
    'a clock of the provider that is ahead',
    claims({ iat: inSeconds(400) }),
    {},
    'seconds in the future',
    'Synchronize the clock of this server with a time server',
  ],
  [
    'a clock of the provider that is behind',
    claims({ iat: inSeconds(-900), exp: inSeconds(-700) }),
    {},
    'seconds ago',
    'If the clock of this server is ahead',
  ],
  [
    'another algorithm',
    { sign: 'ES256' },
    { idTokenAlgorithm: 'RS256' },
    'it is signed with ES256, but must be signed with RS256',
    'Choose ES256 as “Algorithm of ID Tokens”',
  ],
  [
    'the client secret as the key',
    { sign: 'HS256-secret' },
    {},
    'it is signed with HS256',
    'The provider signs with the client secret',
  ],
  ['no signature', { sign: 'none' }, {}, 'it is signed with none', 'The provider does not sign its tokens'],
  [
    'an alien key',
    { sign: 'alien-key' },
    {},
    'signature is not valid',
    'The signature does not belong to the keys that the provider publishes',
  ],
  [
    'another audience',
    claims({ aud: 'someone-else' }),
    {},
    'aud is &quot;someone-else&quot;',
    'The token was issued to another client',
  ],
  [
    'another issuer in the token',
    claims({ iss: 'https://other.example' }),
    {},
    'iss is &quot;https://other.example&quot;',
    'The issuer in the token is not the one that is set up here',
  ],
  ['another nonce', claims({ nonce: 'x' }), {}, 'nonce is not', 'did not return the nonce'],
  ['a wrong at_hash', { atHash: 'wrong' }, {}, 'at_hash', 'belongs to another access token'],
  [
    'UserInfo that does not take the access token',
    { at: { userinfo: { status: 401 } } },
    {},
    'the UserInfo response: status 401',
    'does not accept its access token for UserInfo',
  ],
  [
    'UserInfo that is not allowed',
    { at: { userinfo: { status: 403 } } },
    {},
    'the UserInfo response: status 403',
    'Request the scopes “openid profile email”',
  ],
  [
    'UserInfo of another user',
    { userinfoClaims: (honest) => ({ ...honest, sub: 'someone-else' }) },
    {},
    'belongs to another user',
    'UserInfo is about another user than the ID Token',
  ],
  [
    'UserInfo as a page',
    { at: { userinfo: { contentType: 'text/html', body: '<html>' } } },
    {},
    'its content type is neither JSON',
    'answers in a form that cannot be read',
  ],
  [
    'a scope that is refused',
    answers('invalid_scope', 'Unknown scope: groups'),
    {},
    'the callback: invalid_scope: &quot;Unknown scope: groups&quot;',
    'Remove the scopes that this application may not request',
  ],
  [
    'a redirect URI that is not registered',
    answers('redirect_uri_mismatch'),
    {},
    'redirect_uri_mismatch',
    'Compare the redirect URI with the one that is registered at the provider, letter for letter',
  ],
  [
    'a user who is not assigned at Microsoft',
    answers('access_denied', 'AADSTS50105: The signed in user is not assigned to a role'),
    {},
    'AADSTS50105: The signed in user is not assigned to a role',
    'Only assigned users may use this application',
  ],
  [
    'a refusal in the provider’s words',
    answers('access_denied', 'Your account is suspended.'),
    {},
    'Your account is suspended.',
    'The words in quotation marks are the provider’s own',
  ],
  ['a refusal without words', answers('access_denied'), {}, 'access_denied', 'You or the provider refused'],
  [
    'a client that may not use the code flow',
    answers('unauthorized_client'),
    {},
    'unauthorized_client',
    'check that the client ID belongs to it',
  ],
  [
    'a wrong secret in the words of Keycloak and Glewlwyd',
    {
      at: {
        token: {
          status: 401,
          contentType: 'application/json',
          body: '{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}',
        },
      },
    },
    {},
    'unauthorized_client: &quot;Invalid client or Invalid client credentials&quot;',
    'some providers say this about a wrong secret',
  ],
  [
    'a consent that is missing',
    answers('consent_required'),
    {},
    'consent_required',
    'The user or an administrator must first do something',
  ],
  ['a fault of the provider', answers('server_error'), {}, 'server_error', 'reports a fault of its own'],
  [
    'a parameter that is refused',
    answers('invalid_request'),
    {},
    'invalid_request',
    'The provider rejected a parameter',
  ],
  [
    'a code that is refused',
    { at: { token: { status: 400, body: '{"error":"invalid_grant"}', contentType: 'application/json' } } },
    {},
    'invalid_grant',
    'The provider rejected the code of the sign-in',
  ],
  ['no ID Token', { omitIdToken: true }, {}, 'no valid id_token', 'Request the scope “openid”'],
  [
    'an answer that takes too long',
    { at: { token: { hang: true } } },
    { timeout: '1s' },
    'within 1000 ms',
    'raise “Time limit of a call”',
  ],
  [
    'a server that is overloaded',
    { at: { userinfo: { status: 429 } } },
    {},
    'status 429',
    'limits how often it may be called',
  ],
  [
    'an address that is not verified',
    { userinfoClaims: (honest) => ({ ...honest, email_verified: false }) },
    { allowedDomains: 'acme.example' },
    'has not verified the email address',
    'The provider did not say that the address is verified',
  ],
  [
    'a value that a claim lacks',
    {},
    { other: '{"requiredValues": {"department": "staff"}}' },
    'the claim department must say',
    'Test with an account that has this value',
  ],
  [
    'a token that is encrypted',
    { sign: 'jwe' },
    {},
    'it is encrypted',
    'Turn off encryption for this application at the provider',
  ],
  ['a short key', { sign: 'weak-key' }, {}, 'has only 1024 bits', 'too short to be safe'],
  [
    'an expiry that is missing',
    claims({ exp: undefined }),
    {},
    'exp is missing',
    'leaves out a claim that the standard requires',
  ],
  [
    'another client that asked',
    claims({ azp: 'other' }),
    {},
    'azp is &quot;other&quot;',
    'The token was requested by another client',
  ],
  [
    'a state that is lost',
    { callback: (params) => new URLSearchParams([...params].filter(([name]) => name !== 'code')) },
    {},
    'no code',
    'The implicit flow is not used here',
  ],
  [
    'metadata that are gone',
    { at: { discovery: { status: 404 } } },
    {},
    'the metadata: status 404',
    'No metadata are published there',
  ],
  [
    'metadata that moved',
    { at: { discovery: { status: 301, headers: { location: 'https://moved.example/oidc' } } } },
    {},
    'leads to &quot;https://moved.example/oidc&quot;',
    'Enter the issuer that the provider uses there',
  ],
  [
    'a page in the place of metadata',
    { at: { discovery: { body: '<html>' } } },
    {},
    'the metadata: not JSON',
    'A page was returned in place of the metadata',
  ],
  [
    'a slash at the end of the issuer',
    metadata((honest) => ({ issuer: `${String(honest['issuer'])}/` })),
    {},
    'differ in a slash',
    'Add the slash at the end of the issuer, or remove it',
  ],
  [
    'another issuer in the metadata',
    metadata(() => ({ issuer: 'https://other.example' })),
    {},
    'they name the issuer',
    'Enter the issuer exactly as the provider writes it',
  ],
  [
    'pushed requests without an endpoint',
    metadata(() => ({
      require_pushed_authorization_requests: true,
      pushed_authorization_request_endpoint: undefined,
    })),
    {},
    'they require pushed requests',
    'names no address for pushed authorization requests',
  ],
  [
    'no asymmetric algorithm',
    metadata(() => ({ id_token_signing_alg_values_supported: ['HS256'] })),
    {},
    'no asymmetric algorithm',
    'Turn on RS256 or ES256 at the provider',
  ],
  [
    'no method with a secret',
    metadata(() => ({ token_endpoint_auth_methods_supported: ['private_key_jwt'] })),
    {},
    'no method with a client secret',
    '“private_key_jwt” with a client key',
  ],
  [
    'a member that is no address',
    metadata(() => ({ token_endpoint: 'token' })),
    {},
    'not valid: token_endpoint',
    'Correct the named members at the provider',
  ],
  [
    'a server that is not running',
    metadata(() => ({ token_endpoint: 'http://127.0.0.1:1/token' })),
    {},
    'ECONNREFUSED',
    'No server listens there',
  ],
  [
    'a host that does not exist',
    metadata(() => ({ token_endpoint: 'http://host.invalid/token' })),
    {},
    'the call failed (E',
    'Check the host name for typing errors',
  ],
  [
    'a response without end',
    { at: { token: { endless: true } } },
    {},
    'the response is larger than',
    'The response of the provider is too large',
  ],
  [
    'a server that fails',
    { at: { discovery: { status: 503 } } },
    {},
    'status 503',
    'look at the log of the server',
  ],
  [
    'keys that are gone',
    { at: { jwks: { status: 404 } } },
    {},
    'the signing keys: status 404',
    'The address of the signing keys (jwks_uri) returns no key set',
  ],
  [
    'keys that are no key set',
    { at: { jwks: { body: '[]' } } },
    {},
    'the signing keys: not a JWK Set',
    'The address of the signing keys (jwks_uri) returns no key set',
  ],
  [
    'a token endpoint that is not there',
    { at: { token: { status: 404 } } },
    {},
    'the token request: status 404',
    'The provider has no such endpoint at this address',
  ],
  [
    'a token endpoint behind a sign-in page',
    { at: { token: { body: '<html>', contentType: 'text/html' } } },
    {},
    'the token request',
    'The endpoint returned something other than JSON',
  ],
  [
    'tokens of another type',
    { tokenResponse: (honest) => ({ ...honest, token_type: 'DPoP' }) },
    {},
    'the token request',
    'lacks something that the standard requires',
  ],
  [
    'a redirect URI that only the description names',
    answers('invalid_request', 'The redirect_uri is not registered for this client'),
    {},
    'The redirect_uri is not registered',
    'Compare the redirect URI with the one that is registered at the provider, letter for letter',
  ],
  [
    'a parameter that arrives twice',
    { callback: (params) => new URLSearchParams([...params, ['code', 'another']]) },
    {},
    'a parameter appears more than once',
    'The response of the provider does not follow the standard',
  ],
  [
    'another issuer in the callback',
    { callback: (params) => withIss(params, 'https://other.example') },
    {},
    'which is another issuer',
    'The response came from another issuer',
  ],
  [
    'an issuer that the callback lacks',
    { callback: (params) => withIss(params, null) },
    {},
    'iss is missing, although the metadata promise it',
    'The metadata promise the parameter iss',
  ],
  [
    'an access token in the place of the ID Token',
    { idTokenHeader: (header) => ({ ...header, typ: 'at+jwt' }) },
    {},
    'which is another type of token',
    'The provider sent a token of another kind',
  ],
  [
    'a token that is no JWT',
    { tokenResponse: (honest) => ({ ...honest, id_token: 'opaque' }) },
    {},
    'not a signed token of three parts',
    'The provider sent a token in a form that cannot be read',
  ],
  [
    'a token whose header is damaged',
    { tokenResponse: (honest) => ({ ...honest, id_token: 'a.b.c' }) },
    {},
    'the ID Token',
    'The provider sent a token in a form that cannot be read',
  ],
  [
    'a subject that is empty',
    claims({ sub: ' ' }),
    {},
    'sub is empty',
    'A claim has a form that the standard does not allow',
  ],
  [
    'an expiry that is no number',
    claims({ exp: 'tomorrow' }),
    {},
    'exp is not a number',
    'A claim has a form that the standard does not allow',
  ],
  [
    'a connection that breaks',
    { at: { token: { reset: 'before' } } },
    {},
    'the token request: ',
    'The connection ended too early',
  ],
  [
    'an answer that is packed in an unknown way',
    { at: { userinfo: { headers: { 'content-encoding': 'zstd' } } } },
    {},
    'the content coding is not one of',
    'The provider compresses its response in a way that cannot be undone here',
  ],
  [
    'an answer that is packed and damaged',
    {
      at: {
        userinfo: {
          body: Buffer.from('1f8b0800000000000003ab56', 'hex'),
          headers: { 'content-encoding': 'gzip' },
        },
      },
    },
    {},
    'the UserInfo response: ',
    'The provider compresses its response in a way that cannot be undone here',
  ],
  [
    'UserInfo of no user',
    { userinfoClaims: (honest) => ({ ...honest, sub: undefined }) },
    {},
    'the UserInfo response: sub is missing',
    'leaves out a claim that the standard requires',
  ],
  [
    'no address, where only some domains are let in',
    { userinfoClaims: (honest) => ({ ...honest, email: undefined }) },
    { allowedDomains: 'acme.example' },
    'the provider sent no email address',
    'Request the scope “email”, and allow it at the provider',
  ],
  [
    'a form of the answer that is refused',
    answers('unsupported_response_mode'),
    { responseMode: 'form_post' },
    'unsupported_response_mode',
    'Choose another “',
  ],
  [
    'a nonce that was not sent',
    claims({ nonce: 'of another sign-in' }),
    { other: '{"nonce": false}' },
    'it has a nonce, but none was sent',
    'The token belongs to another sign-in',
  ],
  [
    'a token endpoint that fails, and says why',
    {
      at: {
        token: { status: 500, contentType: 'application/json', body: '{"error":"x","message":"No space"}' },
      },
    },
    {},
    'status 500, error x: &quot;No space&quot;',
    'look at the log of the server',
  ],
  [
    'a token endpoint that is elsewhere',
    { at: { token: { redirectTo: 'https://elsewhere.example/token' } } },
    {},
    'leads to &quot;https://elsewhere.example/token&quot;',
    'The provider has no such endpoint at this address',
  ],
  [
    'a provider that wants tokens to be bound to a key',
    {
      at: {
        token: { status: 400, body: '{"error":"invalid_dpop_proof"}', contentType: 'application/json' },
      },
    },
    {},
    'invalid_dpop_proof',
    'The provider binds tokens to a key (DPoP)',
  ],
]

describe('the report of a test sign-in that failed', () => {
  let acme: Op
  let rita: Administrator
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ acme, rita, close } = await startAdministered('sqlite'))
  })

  afterAll(() => close())

  test.each(CAUSES.map((each, index) => [...each, `cause-${index}`] as const))(
    'names %s, and says what to do',
    async (_cause, faults, fields, detail, advice, name) => {
      acme.reset()
      acme.person({ sub: 'tess', name: 'Tess Test', email: 'tess@acme.example' })
      expect((await rita.add(name, acme, fields)).status).toBe(303)
      acme.misbehave(faults)
      const page = await rita.test(name)
      expect(page.url).toContain('notice=provider-failed')
      const report = reportOn(page.body)
      expect(report).toContain(detail)
      expect(report).toContain(advice)
      // No other cause has the same advice.
      const advices = new Set(CAUSES.map(([, , , , other]) => other.trim()))
      expect([...advices].filter((other) => report.includes(other))).toHaveLength(1)
      expect(await englishOf(rita, page.url)).toEqual([null, null])
    },
  )

  test.each([
    ['fr', 'Synchronisez l’horloge de ce serveur avec un serveur de temps (NTP)', 'iat est en avance de'],
    ['de', 'Gleichen Sie die Uhr dieses Servers mit einem Zeitserver (NTP) ab', 's in der Zukunft'],
  ])('is in the language of the administrator: %s', async (language, advice, detail) => {
    acme.reset()
    const name = `clock-${language}`
    await rita.add(name, acme)
    acme.misbehave(claims({ iat: inSeconds(400) }))
    await rita.test(name)
    const headers = { 'accept-language': language }
    const { body } = await rita.visitor.ask(`/admin/providers/${name}`, { headers })
    expect(body).toContain(advice)
    expect(body).toContain(detail)
    expect(body).not.toMatch(/the ID Token|in the future|the clocks/)
  })

  /** What only arises at a provider of OAuth 2 without OpenID Connect. */
  const OAUTH2_CAUSES: readonly (readonly [cause: string, Faults, Fields, detail: string, advice: string])[] =
    [
      [
        'a subject that the profile lacks',
        {},
        { subject: 'id' },
        'the profile: id is missing',
        'The profile has no member id that can identify users',
      ],
      [
        'a profile that is no object',
        { at: { userinfo: { body: '[]' } } },
        {},
        'the profile: not an object',
        'The profile is not a JSON object',
      ],
      [
        'a profile that is a page',
        { at: { userinfo: { body: '<html>' } } },
        {},
        'the profile: not JSON',
        'The profile is not a JSON object',
      ],
      [
        'a profile that may not be read',
        { at: { userinfo: { status: 403 } } },
        {},
        'the profile: status 403',
        'The access token may not read the profile',
      ],
      [
        'a profile that is elsewhere',
        { at: { userinfo: { status: 301, headers: { location: '/elsewhere' } } } },
        {},
        'the profile: status 301, which leads to',
        'The provider has no such endpoint at this address',
      ],
      [
        'a list of addresses of another form',
        {},
        { other: JSON.stringify({ emailsEndpoint: 'EMAILS' }) },
        'the email addresses: not a list',
        'Describe it with &quot;emailList&quot;',
      ],
    ]

  test.each(OAUTH2_CAUSES.map((each, index) => [...each, `plain-${index}`] as const))(
    'names, at a provider of OAuth 2, %s',
    async (_cause, faults, fields, detail, advice, name) => {
      acme.reset()
      acme.person({ sub: 'tess', email: 'tess@acme.example' })
      const { issuer, clientId, clientSecret } = acme
      const added = await rita.send('/admin/providers', {
        name,
        kind: 'oauth2',
        clientId,
        clientSecret,
        subject: 'sub',
        scopes: 'openid email',
        authorizationEndpoint: `${issuer}/authorize`,
        tokenEndpoint: `${issuer}/token`,
        userInfoEndpoint: `${issuer}/userinfo`,
        ...Object.fromEntries(
          Object.entries(fields).map(([field, value]) => [
            field,
            value.replace('EMAILS', `${issuer}/userinfo`),
          ]),
        ),
      })
      expect(added.status).toBe(303)
      acme.misbehave(faults)
      const page = await rita.test(name)
      expect(page.url).toContain('notice=provider-failed')
      expect(page.body).toContain(detail)
      expect(page.body).toContain(advice)
      expect(await englishOf(rita, page.url)).toEqual([null, null])
    },
  )

  test.each([
    ['a page', { body: '<html>Sign in with the app', contentType: 'text/html' }, 'content type of JSON'],
    ['no JSON', { body: 'nothing', contentType: 'application/json' }, 'the token request: not JSON'],
    ['no object', { body: '[1]', contentType: 'application/json' }, 'the token request: not an object'],
    ['no token', { body: '{"token_type":"Bearer"}' }, 'the token request: no valid access_token'],
    ['an odd kind of token', { body: '{"access_token":"a","token_type":"mac"}' }, 'no valid token_type'],
    ['an odd ID Token', { body: '{"access_token":"a","token_type":"Bearer","id_token":5}' }, 'id_token'],
  ])('says in every language what is wrong with a token response: %s', async (_what, fault, detail) => {
    acme.reset()
    const name = `odd-${detail.replace(/\W/g, '').toLowerCase()}`.slice(0, 20)
    expect((await rita.add(name, acme)).status).toBe(303)
    acme.misbehave({ at: { token: { contentType: 'application/json', ...fault } } })
    const page = await rita.test(name)
    expect(reportOn(page.body)).toContain(detail)
    expect(await englishOf(rita, page.url)).toEqual([null, null])
  })
})
