import { randomBytes } from 'node:crypto'
import { mock } from 'node:test'
import { type Faults, type Op, type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { errorCode, expectCleanRefusal, type Scene, travel } from './trip.js'

const startSite = useSites()

/** Key fetches that tokens with unknown keys can bring about within a minute, besides the first fetch. */
const REFETCHES = 5

describe('discovery and keys', () => {
  let provider: Provider
  let op: Op
  let site: Site
  let scene: Scene
  let aliases = 0

  beforeAll(async () => {
    provider = await startProvider()
  })

  afterAll(async () => {
    await provider.close()
  })

  // Each case begins with a site that knows nothing of its provider.
  beforeEach(async () => {
    aliases += 1
    op = provider.alias(`keys${aliases}`)
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: { acme: backendAt(op) },
    })
    scene = { site, op, backend: 'acme' }
  })

  afterEach(async () => {
    mock.timers.reset()
    await site.close()
  })

  /** Moves the clock of the site and of the provider; timers go on as ever. */
  const later = (milliseconds: number) => {
    mock.timers.setTime(Date.now() + milliseconds)
  }

  const stopClock = () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() })
  }

  const expectLogin = async () => {
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect({ status: page.status, code: errorCode(page) }).toEqual({ status: 200, code: null })
    expect(await visitor.isSignedIn()).toBe(true)
  }

  const expectRefusal = async (code: string) => {
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    expect(errorCode(answer)).toBe(code)
    expect(await site.counts()).toMatchObject({ users: 0, accounts: 0, sessions: 0 })
  }

  const misbehaviours: readonly (readonly [string, Faults])[] = [
    ['C7: no kid in the header, one key in the set', { noKid: true }],
    ['C40: junk in the key set', { extraJwks: true }],
    ['C37: the keys rotate right before the signature', {}],
  ]
  test.each(misbehaviours)('%s => login', async (_name, faults) => {
    op.misbehave(faults)
    await expectLogin()
    expect(op.counts.jwks).toBe(1)
  })

  test('C37: keys that rotate again and again right before the signature are fetched again', async () => {
    await expectLogin()
    op.misbehave({ rotateBeforeSigning: true })
    for (let n = 1; n <= 3; n += 1) {
      await expectLogin()
      expect(op.counts.jwks).toBe(1 + n)
    }
  })

  test('C8: no kid in the header, two fitting keys => each is tried, and no loop of fetches', async () => {
    op.misbehave({ twoKeysNoKid: true })
    for (let n = 0; n < 5; n += 1) await expectLogin()
    expect(op.counts.jwks).toBe(1)
    op.misbehave({ sign: 'alien-key' })
    expect(errorCode(await travel(scene))).toBe('identity_rejected')
    expect(op.counts.jwks).toBe(2)
  })

  test('C34: the keys are fetched from the URL in the metadata', async () => {
    op.jwksPath = `/${randomBytes(8).toString('hex')}`
    await expectLogin()
    expect(op.counts).toMatchObject({ jwks: 1, other: 0 })
  })

  test('C38: new key material under an old kid works at once, as keys that fail are fetched again', async () => {
    await expectLogin()
    op.rotateKeys({ keepKid: true })
    await expectLogin()
    expect(op.counts.jwks).toBe(2)
  })

  test('S37: a hundred tokens with invented kids cause a handful of key fetches', async () => {
    await expectLogin()
    const before = await site.counts()
    op.misbehave({ idTokenHeader: (header) => ({ ...header, kid: randomBytes(8).toString('hex') }) })
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => travel(scene)))
      for (const answer of answers) {
        expectCleanRefusal(answer, scene)
        expect(errorCode(answer)).toBe('identity_rejected')
      }
    }
    // One more than the bucket holds, since it refills while this runs.
    expect(op.counts.jwks).toBeLessThanOrEqual(1 + REFETCHES + 1)
    expect(await site.counts()).toEqual({ ...before, attempts: before.attempts + 100 })
    op.behave()
    await expectLogin()
  })

  test('R25: thirty sign-ins that hit a cold process at once fetch metadata once and keys once', async () => {
    await Promise.all(Array.from({ length: 30 }, expectLogin))
    expect(op.counts).toMatchObject({ discovery: 1, jwks: 1, token: 30, userinfo: 30 })
  })

  test('R34: a provider that was down is used again without a restart', async () => {
    stopClock()
    op.misbehave({ at: { discovery: { reset: 'before' } } })
    for (let n = 0; n < 3; n += 1) {
      await expectRefusal('provider_unavailable')
      later(2000)
    }
    expect(op.counts.discovery).toBe(3)
    op.behave()
    await expectLogin()
  })

  test('R34, R25: a failed fetch is repeated for a second only, and not tried again by each of many sign-ins', async () => {
    stopClock()
    op.misbehave({ at: { discovery: { status: 503 } } })
    await Promise.all(Array.from({ length: 20 }, () => expectRefusal('provider_unavailable')))
    expect(op.counts.discovery).toBe(1)
    op.behave()
    later(1500)
    await expectLogin()
  })

  test('R34: keys that could not be fetched are fetched by the next sign-in', async () => {
    op.misbehave({ at: { jwks: { status: 500 } } })
    await expectRefusal('provider_unavailable')
    op.behave()
    await expectLogin()
  })

  test('R35: known keys serve on while the key endpoint is down, and no longer than an hour', async () => {
    stopClock()
    await expectLogin()
    op.misbehave({ at: { jwks: { status: 503 } } })
    later(50 * 60_000)
    await expectLogin()
    expect(op.counts.jwks).toBe(2)
    later(11 * 60_000)
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    expect(errorCode(answer)).toBe('provider_unavailable')
  })
})
