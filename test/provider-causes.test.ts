import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeTrace } from '../src/audit/trace.js'
import { parseSignInEvents } from '../src/audit/sign-in-event.js'
import { HttpClientError, describeConnectionError } from '../src/http-client/errors.js'
import { NO_NETWORKS } from '../src/http-client/networks.js'
import { assertAllowedUrl } from '../src/http-client/public-address.js'
import { en } from '../src/locales/en.js'
import { ENGLISH } from '../src/locales/locales.js'
import { type ProviderCause, StoredCause, toAdvice } from '../src/provider-causes.js'
import { TestReport, toReportView } from '../src/routes/admin/providers/test-report.js'

const adviceOn = (cause: ProviderCause | null) => (cause === null ? null : ENGLISH.format(toAdvice(cause)))

/** What cannot be produced at a provider of the tests, which is on loopback and without TLS. */
test.each([
  ['CERT_HAS_EXPIRED', 'Correct the certificate of the provider'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Correct the certificate of the provider'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'Correct the certificate of the provider'],
  ['EPROTO', 'Correct the certificate of the provider'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'name its certificate in NODE_EXTRA_CA_CERTS'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'name its certificate in NODE_EXTRA_CA_CERTS'],
  ['EHOSTUNREACH', 'If only a proxy leads out, set HTTPS_PROXY'],
  ['ETIMEDOUT', 'If only a proxy leads out, set HTTPS_PROXY'],
  ['EAI_AGAIN', 'Check the host name for typing errors'],
  ['ECONNRESET', 'The connection ended too early'],
])('%s has its own advice', (code, advice) => {
  const { providerCause } = describeConnectionError(Object.assign(new Error('x'), { code }))
  expect(adviceOn(providerCause)).toContain(advice)
})

test.each([
  ['https://10.0.0.5/token', 'ALLOWED_PRIVATE_NETWORKS'],
  ['https://[::1]/token', 'ALLOWED_PRIVATE_NETWORKS'],
  ['http://id.example/token', 'starts with https'],
])('an address that may not be called, %s, has its own advice', (url, advice) => {
  expect(adviceOn(refusal(url).providerCause)).toContain(advice)
})

function refusal(url: string): HttpClientError {
  try {
    assertAllowedUrl(url, { allowPrivate: false, allowedNetworks: NO_NETWORKS })
  } catch (error) {
    if (error instanceof HttpClientError) return error
  }
  throw new Error(`${url} may be called`)
}

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url))

test('every advice in the catalogue belongs to a cause that the program finds', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('locales/') && name !== 'provider-causes.ts',
  )
  const text = files.map((name) => readFileSync(SOURCE + name, 'utf8')).join('\n')
  const causes = Object.keys(en).flatMap((key) => (key.startsWith('advice.') ? [key.slice(7)] : []))
  expect(causes.length).toBeGreaterThan(80)
  expect(causes.filter((cause) => !text.includes(`'${cause}'`))).toEqual([])
  expect(causes.filter((cause) => !StoredCause.safeParse({ code: cause, params: PARAMS }).data)).toEqual([])
})

test('no error of a sign-in at a provider is thrown without a decision about its cause', () => {
  const undecided =
    /new PortcullisError\(\s*'(?:provider_\w+|identity_rejected|callback_invalid)',\s*\{(?![^}]*providerCause)/
  const files = ['oidc', 'oauth2', 'protocol'].flatMap((folder) =>
    readdirSync(`${SOURCE}backends/${folder}`).map((name) => `${folder}/${name}`),
  )
  expect(files.length).toBeGreaterThan(30)
  const found = files.filter((name) => undecided.test(readFileSync(`${SOURCE}backends/${name}`, 'utf8')))
  // Its errors are read by programs that exchange tokens, not by the administrator of a sign-in.
  expect(found).toEqual(['oidc/token-exchange.ts'])
})

const PARAMS = { algorithm: 'ES256', claim: 'oid', path: 'id' }

test.each([
  ['of another release', { code: 'moon_phase', params: {} }],
  ['without a value that its advice names', { code: 'token_algorithm', params: {} }],
  ['of another form', 'clock_behind'],
  ['that is absent', undefined],
])('a stored cause %s counts as absent', (_kind, stored) => {
  expect(StoredCause.parse(stored)).toBeNull()
})

/** The result of a failure as releases before this one stored it, and as this one does. */
const FAILURE = { code: 'identity_rejected', detail: 'the ID Token: iat is 400 seconds in the future' }
const CAUSE = { code: 'clock_behind', params: {} }

describe('what an earlier release has stored', () => {
  const report = (ending: object) =>
    toReportView(
      1,
      TestReport.parse({
        at: '2026-11-01T10:00:00.000Z',
        by: 'rita',
        reference: 'K7QM-2XHD',
        passed: false,
        claims: [],
        steps: [],
        writes: [],
        ending,
      }),
      ENGLISH,
    ).advice

  test('as the report of a test is shown, with the advice on its code', () => {
    expect(report({ kind: 'failed', ...FAILURE })).toContain('Common causes are a wrong clock')
    expect(report({ kind: 'failed', ...FAILURE, providerCause: CAUSE })).toContain('time server (NTP)')
  })

  const trace = (detail: object) => {
    const events = parseSignInEvents([
      {
        id: 'e1',
        at: new Date(),
        area: 'sign-in',
        kind: 'refused',
        actorId: null,
        actor: null,
        userId: null,
        backend: 'acme',
        reference: 'K7QM-2XHD',
        code: FAILURE.code,
        expiresAt: new Date(),
        detail: JSON.stringify({
          intent: 'sign-in',
          carrier: 'page',
          begunAt: null,
          tripMs: null,
          browser: null,
          error: FAILURE.detail,
          steps: [],
          phases: [],
          calls: [],
          ...detail,
        }),
      },
    ])
    const context = { redirectUri: () => '', now: new Date(), translator: ENGLISH }
    return describeTrace({ reference: 'K7QM-2XHD', attempt: null, events }, context).entries[0]
  }

  test('as a trace is shown, with the remedy of its code', () => {
    expect(trace({})?.remedy).not.toContain('NTP')
    expect(trace({})?.error).toBe(FAILURE.detail)
    expect(trace({ cause: CAUSE })?.remedy).toContain('time server (NTP)')
    expect(trace({ cause: { code: 'moon_phase', params: {} } })).toMatchObject({ error: FAILURE.detail })
  })
})
