import { mock } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { createVariants, type ProviderAnswer, signInAt, type Variant } from '../support/certified/variants.js'
import { freePort } from '../support/free-port.js'
import { signingPair } from '../support/signing-key.js'
import { keep, storedTokensOf } from '../support/stored-tokens.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

/*
 * Sign-ins at OpenID Providers that nobody here wrote. Each but the last is the package `oidc-provider` with one demand of
 * its own, and the users sign in on its own pages.
 */

const [rsa, ec, assertion] = [signingPair('rsa', 'rsa'), signingPair('ec'), signingPair('assertion')]

/** Our public key, for what the provider encrypts. */
const encryptTo = ({ published }: typeof rsa) => ({
  jwks: { keys: published.keys.map((key) => ({ ...key, use: 'enc' })) },
})

/** What a sign-in left behind. */
interface Seen {
  readonly person: string
  readonly subject: string
  readonly idToken: string
  readonly answers: readonly ProviderAnswer[]
}

interface Case extends Variant {
  /** Fields of the backend, over issuer, client ID and client secret. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** That the provider really did what the case is about. */
  readonly then?: (seen: Seen) => void
}

const isSignedWith = (alg: string) => (seen: Seen) => {
  expect(decodeProtectedHeader(seen.idToken).alg).toBe(alg)
}
const userInfoTypes = ({ answers }: Seen) =>
  answers
    .filter(({ path }) => path === '/me')
    .map(({ headers }) => String(headers['content-type']).split(';')[0])
const hasPushed = ({ answers }: Seen) => {
  expect(answers.filter(({ path }) => path === '/request').map(({ status }) => status)).toEqual([201])
}

/** Providers where the sign-in succeeds. */
const CASES: Readonly<Record<string, Case>> = {
  plain: { fields: { trustEmail: true } },
  'pushed-required': {
    configuration: {
      features: { pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true } },
    },
    then: hasPushed,
  },
  'pushed-required-of-the-client': {
    client: { require_pushed_authorization_requests: true },
    fields: { pushedAuthorization: true },
    then: hasPushed,
  },
  'encrypted-rsa': {
    configuration: { features: { encryption: { enabled: true } } },
    client: {
      ...encryptTo(rsa),
      id_token_encrypted_response_alg: 'RSA-OAEP-256',
      id_token_encrypted_response_enc: 'A256GCM',
    },
    fields: { decryptionKey: rsa.pem },
  },
  'encrypted-ec-with-user-info': {
    configuration: { features: { encryption: { enabled: true }, jwtUserinfo: { enabled: true } } },
    client: {
      ...encryptTo(ec),
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
      id_token_encrypted_response_alg: 'ECDH-ES',
      id_token_encrypted_response_enc: 'A128GCM',
      userinfo_encrypted_response_alg: 'ECDH-ES',
      userinfo_encrypted_response_enc: 'A128GCM',
    },
    fields: { decryptionKey: ec.pem },
    then: (seen) => {
      expect(userInfoTypes(seen)).toEqual(['application/jwt'])
    },
  },
  es256: { client: { id_token_signed_response_alg: 'ES256' }, then: isSignedWith('ES256') },
  ps256: { client: { id_token_signed_response_alg: 'PS256' }, then: isSignedWith('PS256') },
  eddsa: { client: { id_token_signed_response_alg: 'EdDSA' }, then: isSignedWith('EdDSA') },
  ed25519: { client: { id_token_signed_response_alg: 'Ed25519' }, then: isSignedWith('Ed25519') },
  hs256: {
    client: { id_token_signed_response_alg: 'HS256' },
    configuration: { enabledJWA: { idTokenSigningAlgValues: ['HS256', 'RS256'] } },
    fields: { idTokenAlgorithm: 'HS256' },
    then: isSignedWith('HS256'),
  },
  'signed-user-info': {
    configuration: { features: { jwtUserinfo: { enabled: true } } },
    client: { userinfo_signed_response_alg: 'PS256' },
    then: (seen) => {
      expect(userInfoTypes(seen)).toEqual(['application/jwt'])
    },
  },
  pairwise: {
    configuration: {
      subjectTypes: ['public', 'pairwise'],
      pairwiseIdentifier: (_ctx, accountId, client) => `${client.clientId}-sees-${accountId}`,
    },
    client: { subject_type: 'pairwise' },
    then: ({ person, subject }) => {
      expect(subject).toBe(`portcullis-sees-${person}`)
    },
  },
  'form-post': { fields: { responseMode: 'form_post' } },
  'claims-in-the-id-token': {
    configuration: { conformIdTokenClaims: false },
    fields: { userInfo: 'never' },
    then: (seen) => {
      expect(userInfoTypes(seen)).toEqual([])
    },
  },
  'rotating-refresh-tokens': {
    configuration: { rotateRefreshToken: true, scopes: ['openid', 'offline_access', 'email', 'profile'] },
    client: { grant_types: ['authorization_code', 'refresh_token'] },
    fields: { extraScopes: ['offline_access'], authorizationParams: { prompt: 'consent' } },
  },
  'secret-in-the-body': {
    configuration: { clientAuthMethods: ['client_secret_post'] },
    client: { token_endpoint_auth_method: 'client_secret_post' },
  },
  'signed-assertion': {
    configuration: { clientAuthMethods: ['private_key_jwt'] },
    client: {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: assertion.published.keys.map((key) => ({ ...key, use: 'sig' })) },
    },
    fields: { clientSecret: null, clientKey: { pem: assertion.pem, keyId: 'assertion' } },
  },
  'public-client': {
    client: { token_endpoint_auth_method: 'none', client_secret: undefined },
    fields: { clientSecret: null, clientAuthentication: 'none' },
  },
  'auth-time': {
    client: { require_auth_time: true, default_max_age: 600 },
    fields: { maxAge: 600 },
    then: ({ idToken }) => {
      expect(decodeJwt(idToken)['auth_time']).toEqual(expect.any(Number))
    },
  },
}

/** Providers that demand what is not supported or not set up, and what the trace advises. */
const DEMANDS: Readonly<Record<string, Case & { readonly advice: string }>> = {
  'signed-request': {
    configuration: { features: { requestObjects: { enabled: true, requireSignedRequestObject: true } } },
    advice: 'Signed request objects (JAR) are not supported',
  },
  'proof-of-possession': {
    advice: 'turn off tokens that are bound to a key (DPoP)',
    client: { dpop_bound_access_tokens: true },
  },
  'encrypted-without-a-key': {
    advice: 'Turn off encryption for this application at the provider',
    configuration: { features: { encryption: { enabled: true } } },
    client: {
      ...encryptTo(rsa),
      id_token_encrypted_response_alg: 'RSA-OAEP-256',
      id_token_encrypted_response_enc: 'A256GCM',
    },
  },
  'encrypted-with-the-secret': {
    advice: 'Choose RSA-OAEP-256 or ECDH-ES with A256GCM',
    configuration: { features: { encryption: { enabled: true } } },
    client: { id_token_encrypted_response_alg: 'dir', id_token_encrypted_response_enc: 'A256GCM' },
    fields: { decryptionKey: rsa.pem },
  },
  'encrypted-to-another-key': {
    advice: 'The provider encrypts with another key',
    configuration: { features: { encryption: { enabled: true } } },
    client: {
      ...encryptTo(rsa),
      id_token_encrypted_response_alg: 'RSA-OAEP-256',
      id_token_encrypted_response_enc: 'A256GCM',
    },
    fields: { decryptionKey: signingPair('other', 'rsa').pem },
  },
  'secret-as-a-key': {
    advice: 'The method client_secret_jwt is not supported',
    configuration: { clientAuthMethods: ['client_secret_jwt'] },
    client: { token_endpoint_auth_method: 'client_secret_jwt' },
  },
  certificate: {
    advice: 'Clients with a certificate (tls_client_auth) are not supported',
    configuration: {
      clientAuthMethods: ['tls_client_auth'],
      features: {
        mTLS: {
          enabled: true,
          tlsClientAuth: true,
          getCertificate: () => undefined,
          certificateAuthorized: () => false,
          certificateSubjectMatches: () => false,
        },
      },
    },
    client: { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=portcullis' },
  },
  'another-algorithm': {
    advice: 'Choose ES256 as “Algorithm of ID Tokens”',
    client: { id_token_signed_response_alg: 'ES256' },
    fields: { idTokenAlgorithm: 'RS256' },
  },
  'other-secret': {
    advice: 'Copy the client ID and client secret from the provider again',
    fields: { clientSecret: 'not the one' },
  },
}

const ALL: Readonly<Record<string, Case>> = { ...CASES, ...DEMANDS }

// Each provider warns that its pages are for development.
const warnings = mock.method(console, 'warn', () => undefined)
afterAll(() => {
  warnings.mock.restore()
})

const [port, sitePort, mockPort] = [await freePort(), await freePort(), await freePort()]
const siteUrl = `http://localhost:${sitePort}`
const providers = createVariants(ALL, port, (name) => `${siteUrl}/complete/${name}`)

/** The package `oauth2-mock-server`, which signs everybody in at once as the same user. */
const mockServer = new OAuth2Server()
const mockIssuer = `http://localhost:${mockPort}`
const MOCK_BACKENDS = {
  'mock-oidc': { kind: 'oidc', issuer: mockIssuer, clientId: 'portcullis', clientAuthentication: 'none' },
  'mock-oauth2': {
    kind: 'oauth2',
    clientId: 'portcullis',
    clientSecret: 'any',
    scopes: ['openid'],
    subject: 'sub',
    authorizationEndpoint: `${mockIssuer}/authorize`,
    tokenEndpoint: `${mockIssuer}/token`,
    userInfoEndpoint: `${mockIssuer}/userinfo`,
  },
  // Its metadata list no method with a secret.
  'mock-secret': { kind: 'oidc', issuer: mockIssuer, clientId: 'portcullis', clientSecret: 'any' },
}

const { site } = useSite({
  database: 'sqlite',
  env: { PORT: String(sitePort), BASE_URL: siteUrl, ADMIN_EMAILS: 'rita@example.test' },
  backends: () => ({
    ...MOCK_BACKENDS,
    ...Object.fromEntries(
      Object.entries(ALL).map(([name, { fields }]) => [
        name,
        {
          kind: 'oidc',
          label: name,
          issuer: providers.issuer(name),
          clientId: 'portcullis',
          clientSecret: providers.clientSecret,
          ...fields,
        },
      ]),
    ),
  }),
})

beforeAll(async () => {
  await providers.listen()
  await mockServer.issuer.keys.generate('RS256')
  await mockServer.start(mockPort, 'localhost')
})
afterAll(async () => {
  await providers.close()
  await mockServer.stop()
})

let people = 0

/** Somebody new signs in; who. */
async function arrive(name: string): Promise<string> {
  const person = `person-${(people += 1)}`
  const visitor = site.visitor()
  const answer = await signInAt(visitor, `/login/${name}`, person)
  expect([answer.status, answer.url]).toEqual([200, `${siteUrl}/account`])
  expect(answer.body).toContain(`Certified ${person}`)
  return person
}

/** The account that the person who came last has at a provider. */
async function newestAccount(backend: string) {
  const account = await site.rows.account.findFirstOrThrow({
    where: { backend },
    orderBy: { createdAt: 'desc' },
  })
  return { account, tokens: await storedTokensOf(site, account.id) }
}

test.each(Object.entries(CASES))('a foreign provider signs people in: %s', async (name, { then }) => {
  const person = await arrive(name)
  const { account, tokens } = await newestAccount(name)
  const { subject } = account
  then?.({ person, subject, idToken: tokens.idToken ?? '', answers: providers.answers(name) })
})

test('a foreign provider replaces the refresh token at each refresh, and both refreshes work', async () => {
  await arrive('rotating-refresh-tokens')
  const { account, tokens: first } = await newestAccount('rotating-refresh-tokens')
  const refreshTokens = [first.refreshToken]
  for (let round = 0; round < 2; round += 1) {
    await keep(site, account.id, { expiresAt: new Date(Date.now() - 1000) })
    expect(await site.providerTokens.accessToken(account.id)).toMatchObject({ ok: true })
    refreshTokens.push((await storedTokensOf(site, account.id)).refreshToken)
  }
  expect(new Set(refreshTokens).size).toBe(3)
})

test.each(Object.entries(DEMANDS))(
  'another provider demands more, and the trace says what to do: %s',
  async (name, { advice }) => {
    const visitor = site.visitor()
    const trace = await traceOf(await signInAt(visitor, `/login/${name}`, 'nobody'))
    expect(await visitor.isSignedIn()).toBe(false)
    expect(trace).toContain(advice)
    const others = Object.values(DEMANDS).filter((other) => trace.includes(other.advice))
    expect(others).toHaveLength(1)
  },
)

/** The trace of a sign-in that ended on this page, as an administrator reads it. */
async function traceOf(page: Answer): Promise<string> {
  const reference = /<dt>Reference<\/dt><dd>(?:<[^>]*>)*([2-9A-Z]{8})/.exec(page.body)?.[1] ?? ''
  const boss = await administrator()
  let trace = await boss.ask(`/admin/sign-ins/${reference}`)
  // The trace is written behind the answer.
  for (let tries = 0; tries < 50 && trace.status === 404; tries += 1) {
    await sleep(50)
    trace = await boss.ask(`/admin/sign-ins/${reference}`)
  }
  return trace.body
}

let rita: Visitor | null = null

async function administrator(): Promise<Visitor> {
  if (rita !== null) return rita
  rita = site.visitor()
  await signInAt(rita, '/login/plain', 'rita')
  return rita
}

test('another foreign provider signs people in, with OpenID Connect and with OAuth 2', async () => {
  for (const backend of ['mock-oidc', 'mock-oauth2']) {
    const visitor = site.visitor()
    expect([backend, (await visitor.signIn(backend)).status]).toEqual([backend, 200])
    expect(await visitor.isSignedIn()).toBe(true)
  }
  const refused = await site.visitor().signIn('mock-secret')
  expect([refused.status, refused.body.includes('provider_misconfigured')]).toEqual([502, true])
})

/** How the other provider is broken, what the trace quotes, and the advice; each has its own. */
const BROKEN: readonly (readonly [what: string, spoil: () => void, detail: string, advice: string])[] = [
  [
    'another issuer in its tokens',
    () => {
      spoilTokens(({ payload }) => (payload.iss = 'https://other.example'))
    },
    'iss is &quot;https://other.example&quot;',
    'The issuer in the token is not the one that is set up here',
  ],
  [
    'a clock that is ten minutes ahead',
    () => {
      spoilTokens(({ payload }) => {
        for (const name of ['iat', 'nbf', 'exp'] as const) payload[name] += 600
      })
    },
    'seconds in the future',
    'Synchronize the clock of this server with a time server',
  ],
  [
    'a clock that is two hours behind',
    () => {
      spoilTokens(({ payload }) => {
        for (const name of ['iat', 'nbf', 'exp'] as const) payload[name] -= 7200
      })
    },
    'seconds ago',
    'If the clock of this server is ahead',
  ],
  [
    'another audience',
    () => {
      spoilTokens(({ payload }) => (payload['aud'] = 'another'))
    },
    'aud is &quot;another&quot;',
    'The token was issued to another client',
  ],
  [
    'another nonce',
    () => {
      spoilTokens(({ payload }) => (payload['nonce'] = 'another'))
    },
    'nonce is not',
    'did not return the nonce',
  ],
  [
    'no subject',
    () => {
      spoilTokens(({ payload }) => (payload['sub'] = undefined))
    },
    'the ID Token: sub is missing',
    'leaves out a claim that the standard requires',
  ],
  [
    'a key that it does not publish',
    () => {
      spoilTokens(({ header }) => (header.kid = 'unpublished'))
    },
    'none of the signing keys of the provider fits its header',
    'The token was signed with a key that the provider does not publish',
  ],
  [
    'a type of another token',
    () => {
      spoilTokens(({ header }) => (header['typ'] = 'at+jwt'))
    },
    'typ is &quot;at+jwt&quot;',
    'The provider sent a token of another kind',
  ],
  [
    'no ID Token',
    () => {
      spoilResponse('beforeResponse', ({ body }) => Object.assign(body, { id_token: undefined }))
    },
    'no valid id_token',
    'Request the scope “openid”',
  ],
  [
    'tokens that are bound to a key',
    () => {
      spoilResponse('beforeResponse', ({ body }) => Object.assign(body, { token_type: 'DPoP' }))
    },
    'the token request',
    'lacks something that the standard requires',
  ],
  [
    'a client that it does not know',
    () => {
      refuse('beforeResponse', 401, { error: 'invalid_client', error_description: 'No such client' })
    },
    'No such client',
    'Copy the client ID and client secret from the provider again. If they are right, the provider may',
  ],
  [
    'a redirect URI that it does not know',
    () => {
      refuse('beforeResponse', 400, {
        error: 'invalid_request',
        error_description: 'redirect_uri does not match',
      })
    },
    'redirect_uri does not match',
    'Compare the redirect URI with the one that is registered at the provider',
  ],
  [
    'a code that it refuses',
    () => {
      refuse('beforeResponse', 400, { error: 'invalid_grant', error_description: 'The code is used' })
    },
    'The code is used',
    'The provider rejected the code of the sign-in',
  ],
  [
    'a token endpoint that fails',
    () => {
      refuse('beforeResponse', 500, { error: 'server_error', error_description: 'Out of memory' })
    },
    'Out of memory',
    'look at the log of the server',
  ],
  [
    'UserInfo of another user',
    () => {
      spoilResponse('beforeUserinfo', ({ body }) => Object.assign(body, { sub: 'another' }))
    },
    'the UserInfo response: sub is not that of the token',
    'UserInfo is about another user than the ID Token',
  ],
  [
    'UserInfo that may not be read',
    () => {
      refuse('beforeUserinfo', 403, { error: 'insufficient_scope' })
    },
    'the UserInfo response: status 403, error insufficient_scope',
    'The access token may not read UserInfo',
  ],
  [
    'UserInfo that refuses its own access token',
    () => {
      refuse('beforeUserinfo', 401, { error: 'invalid_token' })
    },
    'the UserInfo response: status 401, error invalid_token',
    'does not accept its access token for UserInfo',
  ],
]

function spoilTokens(change: (token: MutableToken) => unknown): void {
  mockServer.service.on('beforeTokenSigning', change)
}

function spoilResponse(
  event: 'beforeResponse' | 'beforeUserinfo',
  change: (response: MutableResponse) => unknown,
) {
  mockServer.service.on(event, change)
}

function refuse(event: 'beforeResponse' | 'beforeUserinfo', statusCode: number, body: object): void {
  spoilResponse(event, (response) => Object.assign(response, { statusCode, body }))
}

test.each(BROKEN)(
  'another provider has %s: the trace says so, and what to do',
  async (_what, spoil, detail, advice) => {
    spoil()
    const visitor = site.visitor()
    const page = await visitor.signIn('mock-oidc')
    mockServer.service.removeAllListeners()
    expect(await visitor.isSignedIn()).toBe(false)
    const trace = await traceOf(page)
    expect(trace).toContain(detail)
    expect(trace).toContain(advice)
    expect(BROKEN.filter(([, , , other]) => trace.includes(other))).toHaveLength(1)
  },
)
