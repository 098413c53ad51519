import fc from 'fast-check'
import { PortcullisError } from '../../src/errors.js'
import { networkLimits, RateLimiter } from '../../src/rate-limit/rate-limiter.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'

const MINUTE = 60_000
const RULE = { name: 'password by account', max: 5, windowMs: 10 * MINUTE }

describe.each(DATABASES)('limits on %s', (database) => {
  let store: Store
  let clock = new Date('2026-03-01T12:00:00Z')
  const limiterOn = (shared: Store) => new RateLimiter(shared, () => clock)

  beforeAll(async () => {
    store = await openStore(await freshDatabase(database))
  })

  afterAll(async () => {
    await store.close()
  })

  /** What trying comes to: 0 for a try that was let through, else the seconds to wait. */
  async function tryAs(who: string, rule = RULE, limiter = limiterOn(store)): Promise<number> {
    try {
      return await limiter.run([{ rule, subject: who }], () => Promise.resolve(0))
    } catch (error) {
      if (!(error instanceof PortcullisError) || error.code !== 'too_many_requests') throw error
      return error.retryAfterSeconds ?? -1
    }
  }

  test('the sixth of five attempts gets the time to wait, and other subjects are not concerned', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect(await tryAs('ann')).toBe(0)
    expect(await tryAs('ann')).toBe(600)
    clock = new Date(clock.getTime() + 4 * MINUTE)
    expect(await tryAs('ann')).toBe(360)
    expect(await tryAs('bob')).toBe(0)
    expect(await tryAs('ann', { ...RULE, name: 'another rule' })).toBe(0)
  })

  test('when the window is over, counting starts again', async () => {
    for (let tries = 0; tries < 7; tries += 1) await tryAs('cid')
    clock = new Date(clock.getTime() + 10 * MINUTE)
    const again = []
    for (let tries = 0; tries < 6; tries += 1) again.push(await tryAs('cid'))
    expect(again).toEqual([0, 0, 0, 0, 0, 600])
  })

  test('who is refused while the clock is a day ahead need not wait for a day after it is set back', async () => {
    const right = clock
    clock = new Date(right.getTime() + 24 * 60 * MINUTE)
    for (let tries = 0; tries < 5; tries += 1) await tryAs('dan')
    expect(await tryAs('dan')).toBe(600)
    clock = right
    await limiterOn(store).assertAvailable({ rule: RULE, subject: 'dan' })
    const again = []
    for (let tries = 0; tries < 6; tries += 1) again.push(await tryAs('dan'))
    expect(again).toEqual([0, 0, 0, 0, 0, 600])
  })

  test('S131: an attempt that is uncounted leaves all others counted, and an ended window unchanged', async () => {
    const limiter = limiterOn(store)
    for (let tries = 0; tries < 2; tries += 1) await tryAs('eve')
    const refunds: (() => Promise<void>)[] = []
    for (let tries = 0; tries < 3; tries += 1) {
      await limiter.run([{ rule: RULE, subject: 'eve' }], (refund) => Promise.resolve(refunds.push(refund)))
    }
    await refunds[0]?.()
    await refunds[0]?.()
    expect([await tryAs('eve'), await tryAs('eve')]).toEqual([0, 600])
    clock = new Date(clock.getTime() + 10 * MINUTE)
    await refunds[1]?.()
    for (let tries = 0; tries < 5; tries += 1) expect(await tryAs('eve')).toBe(0)
    await refunds[2]?.()
    expect(await tryAs('eve')).toBe(600)
  })

  test.each([
    ['an overload', new PortcullisError('unavailable')],
    ['a provider that is down', new PortcullisError('provider_unavailable')],
    ['a bug', new TypeError('undefined is not a function')],
  ])('an attempt that fails because of %s is uncounted, once, in every counter', async (reason, failure) => {
    const limits = ['network', 'user'].map((name) => ({ rule: { ...RULE, name }, subject: reason }))
    for (let tries = 0; tries < 12; tries += 1) {
      const run = limiterOn(store).run(limits, async (refund) => {
        if (tries % 2 === 0) await refund()
        throw failure
      })
      await expect(run).rejects.toBe(failure)
    }
    for (const { rule } of limits) {
      for (let tries = 0; tries < 5; tries += 1) expect(await tryAs(reason, rule)).toBe(0)
      expect(await tryAs(reason, rule)).toBe(600)
    }
  })

  test('a try that fails because of the party stays counted', async () => {
    const refused = new PortcullisError('wrong_credentials')
    const limit = { rule: RULE, subject: 'a guesser' }
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(limiterOn(store).run([limit], () => Promise.reject(refused))).rejects.toBe(refused)
    }
    expect(await tryAs('a guesser')).toBe(600)
  })

  test('a /48 has twenty times as much as each /64 in it', async () => {
    const tryFrom = async (address: string) => {
      try {
        return await limiterOn(store).run(networkLimits(RULE, address), () => Promise.resolve('through'))
      } catch (error) {
        return error instanceof PortcullisError ? error.code : error
      }
    }
    const outcomes = []
    for (let network = 0; network < 21; network += 1) {
      for (let tries = 0; tries < 5; tries += 1)
        outcomes.push(await tryFrom(`2001:db8:7:${network}::${tries}`))
    }
    expect(outcomes.filter((outcome) => outcome === 'through')).toHaveLength(100)
    expect(await tryFrom('2001:db8:7:99::1')).toBe('too_many_requests')
    expect(await tryFrom('2001:db8:8:99::1')).toBe('through')
  })

  test('R20: of two hundred at once exactly as many get through as the rule says', async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => tryAs('dee')))
    expect(outcomes.filter((seconds) => seconds === 0)).toHaveLength(5)
  })

  test('two processes count together', async () => {
    const url = await freshDatabase(database)
    const [one, other] = [await openStore(url), await openStore(url)]
    try {
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, index) => tryAs('eve', RULE, limiterOn(index % 2 ? one : other))),
      )
      expect(outcomes.filter((seconds) => seconds === 0)).toHaveLength(5)
    } finally {
      await Promise.all([one.close(), other.close()])
    }
  })

  test('the subject of a limit may be any text, and is stored as a hash only', async () => {
    const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 20 })
    const [names = []] = fc.sample(texts, 1)
    for (const who of names) expect(await tryAs(`any ${who}`)).toBe(0)
    const rows = JSON.stringify(await store.queryRows('SELECT "key" FROM "Limit"'))
    expect(rows).not.toMatch(/ann|password by account/)
  })
})
