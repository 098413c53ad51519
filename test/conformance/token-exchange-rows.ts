import type { AccessTokenOptions, Claims, Faults, Op } from '../support/provider/index.js'

/** The audience of the backends that the rows are for. */
export const AUDIENCE = 'https://portcullis.example'

/** One token that is brought to be traded. */
export interface TradeRow {
  /** The number of the case, and what is wrong with the token, if anything. */
  readonly name: string
  /** What comes of it: a session, or the code of the refusal. */
  readonly expect:
    | 'session'
    | 'invalid_token'
    | 'insufficient_scope'
    | 'token_exchange_unavailable'
    | 'provider_misconfigured'
  readonly options?: AccessTokenOptions
  readonly faults?: (op: Op) => Faults
  /** Not for the backend that verifies and introspects: there the other check has the last word. */
  readonly alone?: true
}

const seconds = (): number => Math.floor(Date.now() / 1000)

function claims(
  change: Claims | ((honest: Claims) => Claims),
  more: AccessTokenOptions = {},
): AccessTokenOptions {
  return {
    ...more,
    claims: (honest) => ({ ...honest, ...(typeof change === 'function' ? change(honest) : change) }),
  }
}

function typ(value: unknown, change: Claims = {}): AccessTokenOptions {
  return claims(change, { header: (honest) => ({ ...honest, typ: value }) })
}

function refused(name: string, options: AccessTokenOptions, faults?: (op: Op) => Faults): TradeRow {
  return { name, expect: 'invalid_token', options, ...(faults ? { faults } : {}) }
}

function accepted(name: string, options: AccessTokenOptions = {}): TradeRow {
  return { name, expect: 'session', options }
}

const types: readonly TradeRow[] = [
  accepted('RFC 9068: an honest token'),
  accepted('RFC 9068: typ of application/at+jwt', typ('application/at+jwt')),
  accepted('RFC 9068: typ in capitals', typ('AT+JWT')),
  accepted('a variant with typ JWT and a scope (Auth0, Keycloak)', typ('JWT')),
  accepted('a variant without typ', typ(undefined)),
  accepted(
    'a variant with scp as a list, as Okta has it',
    typ('JWT', { scope: undefined, scp: ['openid', 'profile'] }),
  ),
  accepted(
    'a variant with scp as text, as Entra has it',
    typ('JWT', { scope: undefined, scp: 'openid profile' }),
  ),
  accepted('Keycloak says in the claim typ that it is a bearer token', typ('JWT', { typ: 'Bearer' })),
  refused('S142: an ID Token of Keycloak', typ('JWT', { typ: 'ID' })),
  refused('S142: a refresh token of Keycloak, signed with the same key', typ('JWT', { typ: 'Refresh' })),
  refused('S142: an ID Token of Cognito', typ(undefined, { token_use: 'id' })),
  refused('S142: no typ and no scope, as an ID Token', typ('JWT', { scope: undefined })),
  ...['nonce', 'at_hash', 'c_hash', 's_hash'].map((name) =>
    refused(`S142: no typ, and ${name}, as an ID Token`, typ('JWT', { [name]: 'x' })),
  ),
  refused('S142: no typ, and made for our client too', typ('JWT', { aud: [AUDIENCE, 'portcullis'] })),
  accepted(
    'typ says what it is, and it is made for our client too',
    claims({ aud: [AUDIENCE, 'portcullis'] }),
  ),
  refused('a logout token of type JWT', typ('JWT', { events: {} })),
  refused('a logout token', typ('logout+jwt')),
  refused('a proof of DPoP', typ('dpop+jwt')),
  refused('typ is no text', typ(1)),
]

const issuerAndAudience: readonly TradeRow[] = [
  refused('another issuer, with our provider’s key', claims({ iss: 'https://elsewhere.example' })),
  refused('no issuer', claims({ iss: undefined })),
  refused('no audience', claims({ aud: undefined })),
  refused('an empty list of audiences', claims({ aud: [] })),
  refused('S140: another audience of the same provider', claims({ aud: 'https://other.example' })),
  refused('the audience with a slash added', claims({ aud: `${AUDIENCE}/` })),
  refused('the audience is a number', claims({ aud: 1 })),
  accepted('several audiences, ours among them', claims({ aud: ['https://other.example', AUDIENCE] })),
  accepted('the second audience of the configuration', claims({ aud: 'https://second.example' })),
  accepted('S140: another client of the provider, and our audience', { clientId: 'mobile-app' }),
]

const signatures: readonly TradeRow[] = [
  ...(
    [
      'none',
      'altered',
      'alien-key',
      'HS256-secret',
      'HS256-broken',
      'HS256-public-key',
      'HS256-public-jwk',
    ] as const
  ).map((sign) => refused(`signed wrongly: ${sign}`, { sign })),
  { ...refused('encrypted', { sign: 'jwe' }), alone: true },
  refused('crit names an extension', { header: (honest) => ({ ...honest, crit: ['b64'], b64: true }) }),
  refused('a kid that nobody has published', { header: (honest) => ({ ...honest, kid: 'unknown' }) }),
]

const times: readonly TradeRow[] = [
  refused(
    'expired two minutes ago',
    claims(() => ({ exp: seconds() - 120 })),
  ),
  accepted(
    'expired ten seconds ago, which clocks may differ',
    claims(() => ({ exp: seconds() - 10 })),
  ),
  refused('it never expires', claims({ exp: undefined })),
  refused(
    'exp is text',
    claims(() => ({ exp: String(seconds() + 60) })),
  ),
  refused(
    'nbf is in an hour',
    claims(() => ({ nbf: seconds() + 3600 })),
  ),
  refused(
    'iat is in an hour',
    claims(() => ({ iat: seconds() + 3600 })),
  ),
  refused('no iat', claims({ iat: undefined })),
  ...(['exp', 'iat', 'nbf', 'auth_time'] as const).flatMap((name) =>
    [1e17, -1e17, 1e300, -1, 2 ** 53, 'yesterday', [1], { at: 1 }].map((value) =>
      refused(`${name} is ${JSON.stringify(value)}`, claims({ [name]: value })),
    ),
  ),
  refused(
    'auth_time is in a minute',
    claims(() => ({ auth_time: seconds() + 60 })),
  ),
  refused(
    'auth_time is in ten years',
    claims(() => ({ auth_time: seconds() + 315_360_000 })),
  ),
  accepted(
    'auth_time is ten seconds ahead, which clocks may differ',
    claims(() => ({ auth_time: seconds() + 10 })),
  ),
  accepted('auth_time is null', claims({ auth_time: null })),
  accepted('auth_time is 1970', claims({ auth_time: 0 })),
  accepted(
    'auth_time has a fraction',
    claims(() => ({ auth_time: seconds() - 0.5 })),
  ),
  accepted(
    'made a day ago for a week',
    claims(() => ({ iat: seconds() - 86_400, exp: seconds() + 500_000 })),
  ),
]

/** For a backend whose `tokenClients` are "app" and "portcullis". */
export const CLIENT_ROWS: readonly TradeRow[] = [
  accepted('issued to a client of the list', { clientId: 'app' }),
  accepted('client and azp are both of the list', claims({ azp: 'app' })),
  accepted('only cid names the client, as Okta has it', claims({ client_id: undefined, cid: 'app' })),
  accepted('only appid names the client, as Entra has it', claims({ client_id: undefined, appid: 'app' })),
  refused('F4: issued to another client of the same audience', { clientId: 'weather-widget' }),
  refused('F4: azp names another client', claims({ azp: 'weather-widget' })),
  refused('F4: no claim names the client', claims({ client_id: undefined })),
  refused('F4: the client is null', claims({ client_id: null })),
  refused('F4: the client is a list with one of ours in it', claims({ client_id: ['app'] })),
  refused('F4: the client in other letters', claims({ client_id: 'App' })),
  refused('F4: the client is empty', claims({ client_id: '' })),
]

const subjects: readonly TradeRow[] = [
  refused('no sub', claims({ sub: undefined })),
  refused('sub is empty', claims({ sub: '' })),
  refused('sub is a number', claims({ sub: 1 })),
  refused('sub of 256 characters', claims({ sub: 'x'.repeat(256) })),
  refused('sub with a NUL', claims({ sub: 'a\0b' })),
  ...['client_id', 'azp', 'appid', 'cid'].map((name) =>
    refused(
      `of a program, not of a person: sub and ${name} are one`,
      claims(({ sub }) => ({ [name]: sub })),
    ),
  ),
  refused('bound to a key of DPoP', claims({ cnf: { jkt: 'x' } })),
  refused('bound to a certificate', claims({ cnf: { 'x5t#S256': 'x' } })),
]

const scopes: readonly TradeRow[] = [
  { name: 'a scope too few', expect: 'insufficient_scope', options: { scope: 'openid email' } },
  {
    name: 'a scope that only begins so',
    expect: 'insufficient_scope',
    options: { scope: 'openid profiles' },
  },
  { name: 'an empty scope', expect: 'insufficient_scope', options: { scope: '' } },
  {
    name: 'scope is an object',
    expect: 'insufficient_scope',
    options: claims({ scope: { profile: 1 } }),
    alone: true,
  },
  accepted('the scope that is needed and nothing else, not even openid', { scope: 'profile' }),
]

const userInfos: readonly TradeRow[] = [
  refused('UserInfo is about somebody else', {}, () => ({
    userinfoClaims: (honest) => ({ ...honest, sub: 'other' }),
  })),
  refused('UserInfo does not say about whom it is', {}, () => ({ userinfoClaims: () => ({}) })),
  refused('UserInfo refuses the token, which was revoked', {}, () => ({ at: { userinfo: { status: 401 } } })),
  ...([500, 429, 204, 302] as const).map((status): TradeRow => ({
    name: `UserInfo answers ${status}`,
    expect: 'token_exchange_unavailable',
    faults: () => ({ at: { userinfo: { status } } }),
  })),
  {
    name: 'UserInfo answers with HTML',
    expect: 'token_exchange_unavailable',
    faults: () => ({ at: { userinfo: { body: '<html>', contentType: 'text/html' } } }),
  },
]

/** Tokens that are JWTs, for a backend with an audience and the required scope "profile". */
export const JWT_ROWS: readonly TradeRow[] = [
  ...types,
  ...issuerAndAudience,
  ...signatures,
  ...times,
  ...subjects,
  ...scopes,
  ...userInfos,
]

function introspected(
  name: string,
  expect: TradeRow['expect'],
  change: Claims,
  options: AccessTokenOptions = {},
): TradeRow {
  return { name, expect, options, faults: () => ({ introspection: (honest) => ({ ...honest, ...change }) }) }
}

function answered(name: string, fault: NonNullable<NonNullable<Faults['at']>['introspect']>): TradeRow {
  return { name, expect: 'token_exchange_unavailable', faults: () => ({ at: { introspect: fault } }) }
}

/** An honest answer that differs on its way without harm. */
function carried(name: string, fault: NonNullable<NonNullable<Faults['at']>['introspect']>): TradeRow {
  return { name, expect: 'session', faults: () => ({ at: { introspect: fault } }) }
}

/** For a backend that verifies and introspects: both must be about the same person, also where UserInfo is not asked. */
export const BOTH_ROWS: readonly TradeRow[] = [
  introspected(
    'introspection names another person than the token, and UserInfo is not for it',
    'invalid_token',
    { sub: 'somebody else' },
    { scope: 'profile' },
  ),
]

/** What introspection can say, for a backend with it, an audience and the required scope "profile". */
export const INTROSPECTION_ROWS: readonly TradeRow[] = [
  accepted('an honest token'),
  carried('an answer in gzip', { codings: ['gzip'] }),
  carried('an answer in Brotli within gzip, with a byte order mark', { codings: ['br', 'gzip'], bom: true }),
  carried('an answer of status 203', { status: 203 }),
  carried('an answer of another content type', { contentType: 'application/token-introspection+json' }),
  carried('an answer without a content type', { contentType: '' }),
  introspected('nulls for what the answer need not say', 'session', {
    nbf: null,
    jti: null,
    username: null,
    error: null,
    cnf: null,
    token_use: null,
  }),
  introspected('members of the wrong type that nobody reads', 'session', {
    username: {},
    jti: 5,
    device_id: [],
    authorization_details: 'x',
  }),
  introspected('S143: active is false', 'invalid_token', { active: false }),
  introspected('S143: active is the text "true"', 'token_exchange_unavailable', { active: 'true' }),
  introspected('S143: active is 1', 'token_exchange_unavailable', { active: 1 }),
  introspected('S143: no active', 'token_exchange_unavailable', { active: undefined }),
  answered('S143: 200 with HTML', { body: '<html></html>', contentType: 'text/html' }),
  answered('S143: 200 with HTML that is called JSON', { body: '<html></html>' }),
  answered('S143: a list in place of an object', { body: '[{"active":true}]' }),
  answered('S143: 500', { status: 500 }),
  answered('S143: 503', { status: 503 }),
  answered('S143: 204', { status: 204 }),
  {
    name: 'S143: an error about the token',
    expect: 'invalid_token',
    faults: () => ({
      at: {
        introspect: {
          status: 400,
          contentType: 'application/json',
          body: '{"error":"unsupported_token_type"}',
        },
      },
    }),
  },
  answered('S143: a redirect', { redirectTo: 'http://127.0.0.1:1/' }),
  answered('S143: the connection breaks', { reset: 'mid-body' }),
  answered('S143: too long an answer', { bytes: 2_000_000 }),
  {
    name: 'S143: our credentials are refused',
    expect: 'provider_misconfigured',
    faults: () => ({
      at: { introspect: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } },
    }),
  },
  introspected(
    'S140: issued to another client, for nobody',
    'invalid_token',
    {},
    { clientId: 'another', audience: '' },
  ),
  introspected(
    'S140: issued to another client, for another',
    'invalid_token',
    {},
    { clientId: 'another', audience: 'x' },
  ),
  introspected('S140: issued to another client, for us', 'session', {}, { clientId: 'another' }),
  introspected(
    'S140: issued to another client, for several',
    'session',
    {},
    { clientId: 'another', audience: ['x', AUDIENCE] },
  ),
  introspected('S140: issued to our own client, for nobody in particular', 'session', { aud: undefined }),
  introspected('S140: neither client nor audience are told', 'invalid_token', {
    aud: undefined,
    client_id: undefined,
  }),
  introspected('S140: the client is a list with us in it', 'invalid_token', {
    aud: undefined,
    client_id: ['portcullis'],
  }),
  introspected('another issuer', 'invalid_token', { iss: 'https://elsewhere.example' }),
  introspected('the issuer is not told', 'session', { iss: undefined }),
  introspected('expired', 'invalid_token', { exp: 1 }),
  introspected('exp is text', 'invalid_token', { exp: '9999999999' }),
  introspected('exp is not told', 'session', { exp: undefined }),
  introspected('nbf is to come', 'invalid_token', { nbf: 9_999_999_999 }),
  ...(['exp', 'iat', 'nbf', 'auth_time'] as const).flatMap((name) =>
    [1e17, -1e17, -1, 'yesterday'].map((value) =>
      introspected(`${name} is ${JSON.stringify(value)}`, 'invalid_token', { [name]: value }),
    ),
  ),
  introspected('no sub', 'invalid_token', { sub: undefined }),
  introspected('sub is a number', 'invalid_token', { sub: 1 }),
  introspected('another sub than UserInfo has', 'invalid_token', { sub: 'somebody else' }),
  introspected('of a program, not of a person', 'invalid_token', { sub: 'portcullis' }),
  introspected('bound to a key', 'invalid_token', { cnf: { jkt: 'x' } }),
  introspected('of type DPoP', 'invalid_token', { token_type: 'DPoP' }),
  introspected('S142: a refresh token by its type', 'invalid_token', { token_type: 'Refresh' }),
  introspected('S142: a refresh token by its use', 'invalid_token', { token_use: 'refresh_token' }),
  introspected('no type, and UserInfo shows that it is an access token', 'session', {
    token_type: undefined,
  }),
  {
    ...introspected(
      'no type, and nothing shows that it is an access token',
      'invalid_token',
      { token_type: undefined },
      { scope: 'profile' },
    ),
    alone: true,
  },
  introspected('the scope that is needed and nothing else', 'session', {}, { scope: 'profile' }),
  introspected('scope is a list', 'session', { scope: ['openid', 'profile'] }),
  introspected('a scope too few', 'insufficient_scope', { scope: 'openid' }),
  { ...introspected('no scope', 'insufficient_scope', { scope: undefined }), alone: true },
]
