import { Codes } from '../../src/codes/codes.js'
import { Vault } from '../../src/crypto/vault.js'
import { openClient } from '../../src/store/database.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'

const KEY = 'a test key of more than thirty-two bytes'
const MINUTE = 60_000

describe.each(DATABASES)('codes on %s', (database) => {
  let url: string
  let store: Store
  let codes: Codes
  let now: Date

  beforeAll(async () => {
    url = await freshDatabase(database)
    store = openStore(url)
    codes = new Codes({ store, vault: new Vault([KEY]), now: () => now })
  })

  beforeEach(() => {
    now = new Date('2026-11-24T12:00:00Z')
  })

  afterAll(async () => {
    await store.close()
  })

  const wish = (email: string) => ({ purpose: 'register', email, userId: null, data: 'kept' }) as const

  async function refusal(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      (value) => value,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  }

  test('a code proves its address and gives back what was kept, however it is typed', async () => {
    const { handle, code } = await codes.issue(wish('ada@example.com'))
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `
    expect((await codes.waiting({ purpose: 'register', handle })).email).toBe('ada@example.com')
    expect(await codes.redeem({ purpose: 'register', handle }, typed)).toEqual({
      right: true,
      email: 'ada@example.com',
      userId: null,
      data: 'kept',
    })
  })

  test('S94: a code is good once', async () => {
    const { handle, code } = await codes.issue(wish('once@example.com'))
    await codes.redeem({ purpose: 'register', handle }, code)
    expect(await refusal(codes.redeem({ purpose: 'register', handle }, code))).toBe('code_refused')
    expect(await refusal(codes.waiting({ purpose: 'register', handle }))).toBe('code_refused')
  })

  test('S94: a newer code makes the older one worthless, also when both were made in one millisecond', async () => {
    const first = await codes.issue(wish('newer@example.com'))
    const second = await codes.issue(wish('newer@example.com'))
    const outcomes = [
      await refusal(codes.redeem({ purpose: 'register', handle: first.handle }, first.code)),
      await refusal(codes.redeem({ purpose: 'register', handle: second.handle }, second.code)),
    ]
    expect(outcomes.filter((outcome) => outcome === 'code_refused')).toHaveLength(1)
    const third = await codes.issue(wish('third@example.com'))
    now = new Date(now.getTime() + 1)
    const fourth = await codes.issue(wish('third@example.com'))
    expect(await refusal(codes.redeem({ purpose: 'register', handle: third.handle }, third.code))).toBe(
      'code_refused',
    )
    const last = await codes.redeem({ purpose: 'register', handle: fourth.handle }, fourth.code)
    expect(last.right).toBe(true)
  })

  test('S94: a newer code for another purpose or another address changes nothing', async () => {
    const { handle, code } = await codes.issue(wish('other@example.com'))
    now = new Date(now.getTime() + 1)
    await codes.issue({ ...wish('other@example.com'), purpose: 'reset' })
    await codes.issue(wish('another@example.com'))
    expect((await codes.redeem({ purpose: 'register', handle }, code)).right).toBe(true)
  })

  test('S94: a code expires after 15 minutes', async () => {
    const early = await codes.issue(wish('early@example.com'))
    const late = await codes.issue(wish('late@example.com'))
    now = new Date(now.getTime() + 15 * MINUTE - 1)
    expect((await codes.redeem({ purpose: 'register', handle: early.handle }, early.code)).right).toBe(true)
    now = new Date(now.getTime() + 1)
    expect(await refusal(codes.redeem({ purpose: 'register', handle: late.handle }, late.code))).toBe(
      'code_refused',
    )
  })

  test('S95: the code of one page is wrong on another, whatever address it was sent to', async () => {
    const mine = await codes.issue(wish('mine@example.com'))
    const yours = await codes.issue(wish('yours@example.com'))
    const crossed = await codes.redeem({ purpose: 'register', handle: yours.handle }, mine.code)
    expect(crossed).toEqual({ right: false, email: 'yours@example.com', triesLeft: 4 })
  })

  test('a code is worthless for another purpose, for another user, and without its page', async () => {
    const { handle, code } = await codes.issue({
      ...wish('bound@example.com'),
      purpose: 'email',
      userId: 'ada',
    })
    for (const proof of [
      { purpose: 'reset', handle },
      { purpose: 'email', handle, userId: 'eve' },
      { purpose: 'email', handle: 'A'.repeat(43) },
      { purpose: 'email', handle: null },
    ] as const) {
      expect(await refusal(codes.redeem(proof, code))).toBe('code_refused')
    }
    expect((await codes.redeem({ purpose: 'email', handle, userId: 'ada' }, code)).right).toBe(true)
  })

  test('five wrong codes end it, also when they come at once', async () => {
    const { handle, code } = await codes.issue(wish('guess@example.com'))
    const guesses = Array.from({ length: 40 }, (_, index) => `AAAA-${2222 + index}`)
    const outcomes = await Promise.all(
      guesses.map((guess) => refusal(codes.redeem({ purpose: 'register', handle }, guess))),
    )
    expect(outcomes.filter((outcome) => outcome !== 'code_refused')).toHaveLength(5)
    expect(await refusal(codes.redeem({ purpose: 'register', handle }, code))).toBe('code_refused')
  })

  test('R19: of ten redemptions at once exactly one succeeds, and it lasts while others roll back', async () => {
    const { handle, code } = await codes.issue(wish('race@example.com'))
    const rollingBack = () =>
      store
        .atomically(async (within) => {
          await within.countOne('rolled-back', MINUTE, now)
          throw new Error('taken back')
        })
        .catch(() => undefined)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [outcome] = await Promise.all([
          refusal(codes.redeem({ purpose: 'register', handle }, code)),
          rollingBack(),
        ])
        return outcome
      }),
    )
    expect(outcomes.filter((outcome) => outcome !== 'code_refused')).toHaveLength(1)
    const other = openStore(url)
    const second = new Codes({ store: other, vault: new Vault([KEY]), now: () => now })
    expect(await refusal(second.redeem({ purpose: 'register', handle }, code))).toBe('code_refused')
    await other.close()
  })

  test('the database knows neither the code, nor the handle, nor what is kept', async () => {
    const { handle, code } = await codes.issue({ ...wish('row@example.com'), data: 'a secret text' })
    const rows = openClient(url)
    const row = await rows.code.findFirst({ where: { email: 'row@example.com' } })
    await rows.$disconnect()
    const text = `${JSON.stringify({ ...row, data: null })}${Buffer.from(row?.data ?? []).toString('latin1')}`
    for (const secret of [handle, code, code.replace('-', ''), 'a secret text'])
      expect(text).not.toContain(secret)
  })
})
