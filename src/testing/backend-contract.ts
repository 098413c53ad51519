// The contract of backends as tests, for any runner: that of Jest, Vitest or node:test. Nothing here depends on a
// provider; the author of a backend says what the provider sends for an honest user.

import { message } from '../locales/messages.js'
import assert from 'node:assert/strict'
import { type Attempt, NO_VERSION } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { isBackendInput } from '../backends/code/input-fields.js'
import type { BackendInput } from '../backends/code/inputs.js'
import { createBackend } from '../backends/create-backend.js'
import { parseDefinitions } from '../backends/definition/parse.js'
import { newReference, newToken } from '../crypto/tokens.js'
import { ERROR_KINDS, PortcullisError } from '../errors.js'
import { HttpClientError } from '../http-client/errors.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import type { RecordedCall } from '../http-client/recorded-calls.js'
import type { Identity } from '../identity.js'

/** The functions of a test runner. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void
  readonly test: (name: string, body: () => Promise<void>) => void
}

/** A backend under test, and an honest user of its provider. */
export interface BackendFixture {
  readonly backend: BackendInput
  /** The subject of the user who signs in. */
  readonly subject: string
  /**
   * What the provider sends back for this user, from the URL that the sign-in starts with: the parameters of the redirect,
   * with the state. Needed for all but request backends.
   */
  readonly answer?: (url: URL) => Promise<URLSearchParams> | URLSearchParams
  /** The headers that the proxy sets for this user. Needed for request backends. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whether signing in calls the provider; it does unless this is false. */
  readonly callsProvider?: boolean
}

const NAME = 'contract'
const REDIRECT_URI = `http://localhost:3000/complete/${NAME}`
/** In milliseconds: how long a sign-in may take here when the provider never answers. */
const SHORT_DEADLINE_MS = 300

/** One run of the backend. */
interface Scene {
  readonly fixture: BackendFixture
  readonly backend: Backend
  readonly calls: RecordedCall[]
}

/**
 * Declares the tests that every backend must pass: that its sign-ins begin and end, who they say the user is, and that
 * whatever goes wrong ends in time, in an error with a code.
 * @param make makes the backend and its honest user; it is called for each test
 */
export function backendContract(
  { describe, test }: TestRunner,
  make: () => BackendFixture | Promise<BackendFixture>,
): void {
  const scene = async (fetch?: HttpFetch): Promise<Scene> => createScene(await make(), fetch)

  describe('the contract of backends', () => {
    test('the definition is valid, and its issuer is the same each time', async () => {
      const [one, other] = [await scene(), await scene()]
      const [first, second] = [await signIn(one), await signIn(other)]
      assert.equal(first.issuer, second.issuer, 'the issuer changes, so accounts would not be found again')
      assert.equal(
        one.backend.ownsIssuer?.(first.issuer),
        true,
        'the identity has the issuer of another backend',
      )
    })

    test('the URL of a sign-in has its state and no secret, and is another one each time', async () => {
      const { backend, calls } = await scene()
      const attempts = [createAttempt(), createAttempt()]
      const urls = await Promise.all(attempts.map((attempt) => backend.begin(attempt, recorderOf(calls))))
      for (const [index, url] of urls.entries()) {
        const attempt = attempts[index]
        assert.ok(attempt !== undefined && ['https:', 'http:'].includes(url.protocol))
        assert.ok(decodeURIComponent(url.href).includes(attempt.state), 'the state is not in the URL')
        assert.ok(!url.href.includes(attempt.codeVerifier), 'the code verifier is in the URL')
      }
      assert.notEqual(urls[0]?.href, urls[1]?.href)
    })

    test('an honest answer gives the subject of its user, each time the same', async () => {
      const { fixture, ...rest } = await scene()
      const identities = [await signIn({ fixture, ...rest }), await signIn({ fixture, ...rest })]
      for (const identity of identities) checkIdentity(identity, fixture)
    })

    test('the answer to another sign-in is refused', async () => {
      const run = await scene()
      const [mine, stolen] = [createAttempt(), createAttempt()]
      const callback = await answerOf(run, stolen)
      await rejectsWithCode(() => finish(run, callback, mine), ['callback_invalid'])
    })

    test('an answer with nothing but its state, and one that was cancelled, sign nobody in', async () => {
      const run = await scene()
      const attempt = createAttempt()
      const { state } = attempt
      const withoutHeaders = { ...run, fixture: { ...run.fixture, headers: {} } }
      await rejectsWithCode(() => finish(withoutHeaders, new URLSearchParams({ state }), attempt))
      const cancelled = new URLSearchParams({ state, error: 'access_denied' })
      await rejectsWithCode(() => finish(withoutHeaders, cancelled, attempt))
    })

    test('a request that no trusted proxy has passed on shows a request backend nothing', async () => {
      const run = await scene()
      if (run.backend.readsRequest !== true) return
      const attempt = createAttempt()
      const callback = await answerOf(run, attempt)
      await rejectsWithCode(
        () => run.backend.finish(callback, attempt, recorderOf(run.calls), null),
        ['not_identified'],
      )
    })

    test('a provider that does not answer ends the sign-in in time, with an error that says so', async () => {
      const fixture = await make()
      if (fixture.callsProvider === false) return
      for (const fetch of [failingFetch(), hangingFetch()]) {
        // The sign-in gets what it needs from the provider before it fails.
        const [well, ill] = [createScene(fixture), createScene(fixture, fetch)]
        const attempt = createAttempt()
        const callback = await answerOf(well, attempt)
        const startedAt = performance.now()
        await rejectsWithCode(
          () => finish(ill, callback, attempt),
          ['provider_unavailable', 'provider_timeout', 'backend_failed'],
        )
        assert.ok(
          performance.now() - startedAt < 10 * SHORT_DEADLINE_MS,
          'the sign-in went on after its time',
        )
      }
    })

    test('calls to the provider are recorded, without a query and without the code', async () => {
      const run = await scene()
      const attempt = createAttempt()
      const callback = await answerOf(run, attempt)
      await finish(run, callback, attempt)
      if (run.fixture.callsProvider !== false)
        assert.ok(run.calls.length > 0, 'no call was recorded: use the function `http` for all of them')
      for (const { url } of run.calls) {
        assert.ok(!url.includes('?'))
        for (const name of ['code', 'ticket']) assert.ok(!url.includes(callback.get(name) ?? '\0'))
      }
    })
  })
}

function createScene(fixture: BackendFixture, fetch?: HttpFetch): Scene {
  assert.ok(
    isBackendInput(fixture.backend),
    'the backend is not one that a function of portcullis/backends made',
  )
  const { definitions, errors } = parseDefinitions(
    { [NAME]: fixture.backend.fields },
    { allowInsecureIssuers: true },
  )
  assert.deepEqual(errors, [])
  const [definition] = definitions
  assert.ok(definition !== undefined)
  const options = {
    redirectUri: REDIRECT_URI,
    allowInsecure: true,
    ...(fetch === undefined ? {} : { deadlineMs: SHORT_DEADLINE_MS }),
    fetch: fetch ?? createHttpClient({ allowPrivate: true }),
  }
  return { fixture, backend: createBackend(definition, options), calls: [] }
}

function createAttempt(): Attempt {
  return {
    reference: newReference(),
    backend: NAME,
    ...NO_VERSION,
    issuer: null,
    intent: 'sign-in' as const,
    userId: null,
    returnTo: '/' as const,
    state: newToken(),
    nonce: newToken(),
    codeVerifier: newToken(),
  }
}

function recorderOf(calls: RecordedCall[]): { recordCall(call: RecordedCall): void } {
  return { recordCall: (call) => void calls.push(call) }
}

/** The response of the provider to this attempt. A request backend needs no provider: its URL is the response. */
async function answerOf({ backend, fixture, calls }: Scene, attempt: Attempt): Promise<URLSearchParams> {
  const url = await backend.begin(attempt, recorderOf(calls))
  if (backend.readsRequest === true) return url.searchParams
  assert.ok(fixture.answer !== undefined, 'the fixture has no function "answer"')
  return fixture.answer(url)
}

function finish({ backend, fixture, calls }: Scene, callback: URLSearchParams, attempt: Attempt) {
  const proxied =
    backend.readsRequest === true ? { headers: new Headers(fixture.headers), peer: '127.0.0.1' } : null
  return backend.finish(callback, attempt, recorderOf(calls), proxied)
}

async function signIn(run: Scene): Promise<Identity> {
  const attempt = createAttempt()
  return finish(run, await answerOf(run, attempt), attempt)
}

function checkIdentity(identity: Identity, { subject }: BackendFixture): void {
  assert.equal(identity.subject, subject)
  assert.equal(identity.backend, NAME)
  assert.ok(identity.authenticatedAt === undefined || identity.authenticatedAt.getTime() <= Date.now())
  assert.ok(!identity.emailVerified || identity.email !== null, 'an address is verified that does not exist')
  assert.ok(identity.picture === null || identity.picture.startsWith('https:'))
  assert.deepEqual(JSON.parse(JSON.stringify(identity.claims)), identity.claims, 'the claims are not JSON')
}

/**
 * Whether work ends in an error of Portcullis with one of these codes, or with any code but the one for a fault of
 * Portcullis.
 */
async function rejectsWithCode(
  work: () => Promise<unknown>,
  codes: readonly string[] = Object.keys(ERROR_KINDS).filter((code) => code !== 'internal'),
): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof PortcullisError, `an error without a code: ${String(error)}`)
    assert.ok(codes.includes(error.code), `the code is ${error.code}, not ${codes.slice(0, 5).join(' or ')}`)
    return true
  })
}

function failingFetch(): HttpFetch {
  const call = () =>
    Promise.reject(new HttpClientError('connection', message('network.closedEarly'), { providerCause: null }))
  return Object.assign(call, { destroy: () => undefined })
}

function hangingFetch(): HttpFetch {
  const call = () => new Promise<Response>(() => undefined)
  return Object.assign(call, { destroy: () => undefined })
}
