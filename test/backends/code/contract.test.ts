import { BackendError, oauth2, oidc, redirectBackend, requestBackend } from '../../../src/exports/backends.js'
import { backendContract, type BackendFixture } from '../../../src/exports/testing.js'
import { createProvider, type Op } from '../../support/provider/index.js'

const provider = createProvider()
const acme = provider.alias('acme')
const hub = provider.alias('hub')
beforeAll(() => provider.listen())
afterAll(() => provider.close())

/** What the provider sends back, as a browser sees it. */
async function authorize(url: URL): Promise<URLSearchParams> {
  const response = await fetch(url, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'none:').searchParams
}

function clientOf({ clientId, clientSecret }: Op) {
  return { clientId, clientSecret }
}

function endpointsOf({ issuer }: Op) {
  return {
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    scopes: ['openid'],
  }
}

const FIXTURES: readonly (readonly [string, () => BackendFixture])[] = [
  [
    'oidc()',
    () => {
      acme.person({ sub: 'ada', email: 'ada@example.test', email_verified: true })
      return { backend: oidc({ issuer: acme.issuer, ...clientOf(acme) }), subject: 'ada', answer: authorize }
    },
  ],
  [
    'oauth2() with data',
    () => {
      hub.person({ sub: 'grace' })
      const profile = { endpoint: `${hub.issuer}/userinfo`, subject: 'sub' }
      return {
        backend: oauth2({ ...endpointsOf(hub), ...clientOf(hub), profile }),
        subject: 'grace',
        answer: authorize,
      }
    },
  ],
  [
    'oauth2() with a function, and enrich',
    () => {
      hub.person({ sub: 'joan' })
      const authorization = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` })
      return {
        backend: oauth2({
          ...endpointsOf(hub),
          ...clientOf(hub),
          profile: async ({ accessToken }, http) => {
            const response = await http(`${hub.issuer}/userinfo`, { headers: authorization(accessToken) })
            const { sub } = (await response.json()) as { sub: string }
            return { subject: sub }
          },
          enrich: ({ subject }) => ({ greeting: `Hello ${subject}` }),
        }),
        subject: 'joan',
        answer: authorize,
      }
    },
  ],
  [
    'redirectBackend()',
    () => ({
      backend: redirectBackend({
        begin: ({ state, redirectUri }) => {
          const url = new URL('https://cas.example.test/login')
          url.searchParams.set('service', `${redirectUri}?state=${state}`)
          return url
        },
        finish: async (answer, _attempt, http) => {
          if (!answer.has('ticket')) throw new BackendError('access_denied', 'no ticket')
          const metadata = await http(`${acme.issuer}/.well-known/openid-configuration`)
          if (!metadata.ok) throw new BackendError('provider_unavailable', 'no metadata')
          return { subject: answer.get('ticket') ?? '' }
        },
      }),
      subject: 'katherine',
      answer: (url) => {
        const service = new URL(url.searchParams.get('service') ?? 'none:')
        return new URLSearchParams({ state: service.searchParams.get('state') ?? '', ticket: 'katherine' })
      },
    }),
  ],
  [
    'requestBackend()',
    () => ({
      backend: requestBackend({
        headers: ['x-user'],
        identify: ({ headers }) => {
          const subject = headers.get('x-user')
          return subject === null ? null : { subject }
        },
      }),
      subject: 'hedy',
      headers: { 'x-user': 'hedy', cookie: 'x=y' },
      callsProvider: false,
    }),
  ],
]

describe.each(FIXTURES)('%s', (_name, make) => {
  backendContract({ describe, test }, make)
})

/** Runs the contract with a runner of a few lines, and tells which of its tests fail. */
async function failuresOf(fixture: BackendFixture): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = []
  const runner = {
    describe: (_name: string, body: () => void) => {
      body()
    },
    test: (name: string, body: () => Promise<void>) => {
      tests.push({ name, body })
    },
  }
  backendContract(runner, () => fixture)
  const failed: string[] = []
  for (const { name, body } of tests) await body().catch(() => failed.push(name))
  return failed
}

const begin = ({ state }: { readonly state: string }) => new URL(`https://x.example/?state=${state}`)
const answer = (url: URL) => new URLSearchParams({ state: url.searchParams.get('state') ?? '', user: 'mary' })
const honest = { subject: 'mary', callsProvider: false, answer }

test.each<readonly [string, BackendFixture, RegExp]>([
  [
    'accepts an empty answer',
    { ...honest, backend: redirectBackend({ begin, finish: () => ({ subject: 'mary' }) }) },
    /nothing but its state/,
  ],
  [
    'says another subject each time',
    { ...honest, backend: redirectBackend({ begin, finish: () => ({ subject: String(Math.random()) }) }) },
    /gives the subject/,
  ],
  [
    'forgets the state',
    {
      ...honest,
      backend: redirectBackend({
        begin: () => new URL('https://x.example'),
        finish: () => ({ subject: 'mary' }),
      }),
    },
    /has its state/,
  ],
  [
    'shows its verifier',
    {
      ...honest,
      backend: redirectBackend({
        begin: ({ state, codeVerifier }) => new URL(`https://x.example/?state=${state}&v=${codeVerifier}`),
        finish: () => ({ subject: 'mary' }),
      }),
    },
    /no secret/,
  ],
  [
    'goes past its way out',
    {
      ...honest,
      callsProvider: true,
      backend: redirectBackend({ begin, finish: () => ({ subject: 'mary' }) }),
    },
    /are recorded/,
  ],
  [
    'is not valid',
    { ...honest, backend: { __backend: 'oidc', fields: { kind: 'oidc', clientId: 'x' } } },
    /definition is valid/,
  ],
  [
    'takes a missing header for a user',
    {
      ...honest,
      headers: { 'x-user': 'mary' },
      backend: requestBackend({ identify: ({ headers }) => ({ subject: headers.get('x-user') ?? 'guest' }) }),
    },
    /nothing but its state/,
  ],
])('the contract notices a backend that %s', async (_name, fixture, expected) => {
  expect((await failuresOf(fixture)).join('\n')).toMatch(expected)
})
