import { EmailCodes } from '../../src/flows/email-codes.js'
import { Encrypter } from '../../src/crypto/encryption.js'
import { openClient } from '../support/open-client.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'

const KEY = 'a test key of more than thirty-two bytes'
const MINUTE = 60_000

describe.each(DATABASES)('codes on %s', (database) => {
  let url: string
  let store: Store
  let codes: EmailCodes
  let now: Date

  beforeAll(async () => {
    url = await freshDatabase(database)
    store = await openStore(url)
    codes = new EmailCodes({ store, encrypter: new Encrypter([KEY]), clock: () => now })
  })

  beforeEach(() => {
    now = new Date('2026-11-24T12:00:00Z')
  })

  afterAll(async () => {
    await store.close()
  })

  const request = (email: string) => ({ purpose: 'register', email, userId: null, data: 'kept' }) as const

  async function refusal(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      (value) => value,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  }

  test('a code proves its address and returns what was stored, however it is typed', async () => {
    const { flowToken, code } = await codes.issue(request('ada@example.com'))
    expect(code).toMatch(/^(?:[2-9A-HJKMNP-TV-Z]{3}(?:-|$)){3}$/)
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `
    expect((await codes.peek({ purpose: 'register', flowToken })).email).toBe('ada@example.com')
    expect(await codes.redeem({ purpose: 'register', flowToken }, typed)).toEqual({
      isCorrect: true,
      email: 'ada@example.com',
      userId: null,
      data: 'kept',
    })
  })

  test('S94: a code works once', async () => {
    const { flowToken, code } = await codes.issue(request('once@example.com'))
    await codes.redeem({ purpose: 'register', flowToken }, code)
    expect(await refusal(codes.redeem({ purpose: 'register', flowToken }, code))).toBe('code_rejected')
    expect(await refusal(codes.peek({ purpose: 'register', flowToken }))).toBe('code_rejected')
  })

  test('S94: a newer code replaces the one of the same page, and one for another page replaces none', async () => {
    const first = await codes.issue(request('newer@example.com'))
    const stranger = await codes.issue(request('newer@example.com'))
    now = new Date(now.getTime() + 1)
    await codes.issue(request('newer@example.com'))
    const wrong = await codes.redeem({ purpose: 'register', flowToken: stranger.flowToken }, first.code)
    expect(wrong.isCorrect).toBe(false)
    const second = await codes.issue({ ...request('newer@example.com'), replaces: first.flowToken })
    expect(await refusal(codes.redeem({ purpose: 'register', flowToken: first.flowToken }, first.code))).toBe(
      'code_rejected',
    )
    await codes.issue({ ...request('newer@example.com'), purpose: 'reset', replaces: second.flowToken })
    const last = await codes.redeem({ purpose: 'register', flowToken: second.flowToken }, second.code)
    expect(last.isCorrect).toBe(true)
  })

  test('S94: a newer code for another purpose or another address changes nothing', async () => {
    const { flowToken, code } = await codes.issue(request('other@example.com'))
    now = new Date(now.getTime() + 1)
    await codes.issue({ ...request('other@example.com'), purpose: 'reset' })
    await codes.issue(request('another@example.com'))
    expect((await codes.redeem({ purpose: 'register', flowToken }, code)).isCorrect).toBe(true)
  })

  test('S94: a code expires after 15 minutes', async () => {
    const early = await codes.issue(request('early@example.com'))
    const late = await codes.issue(request('late@example.com'))
    now = new Date(now.getTime() + 15 * MINUTE - 1)
    expect(
      (await codes.redeem({ purpose: 'register', flowToken: early.flowToken }, early.code)).isCorrect,
    ).toBe(true)
    now = new Date(now.getTime() + 1)
    expect(await refusal(codes.redeem({ purpose: 'register', flowToken: late.flowToken }, late.code))).toBe(
      'code_rejected',
    )
  })

  test('S95: the code of one page is wrong on another, whatever address it was sent to', async () => {
    const mine = await codes.issue(request('mine@example.com'))
    const yours = await codes.issue(request('yours@example.com'))
    const crossed = await codes.redeem({ purpose: 'register', flowToken: yours.flowToken }, mine.code)
    expect(crossed).toEqual({ isCorrect: false, email: 'yours@example.com', attemptsLeft: 4 })
  })

  test('a code does not work for another purpose, for another user, or without its page', async () => {
    const { flowToken, code } = await codes.issue({
      ...request('bound@example.com'),
      purpose: 'email',
      userId: 'ada',
    })
    for (const proof of [
      { purpose: 'reset', flowToken },
      { purpose: 'email', flowToken, userId: 'eve' },
      { purpose: 'email', flowToken: 'A'.repeat(43) },
      { purpose: 'email', flowToken: null },
    ] as const) {
      expect(await refusal(codes.redeem(proof, code))).toBe('code_rejected')
    }
    expect((await codes.redeem({ purpose: 'email', flowToken, userId: 'ada' }, code)).isCorrect).toBe(true)
  })

  test('five wrong codes end it, also when they are sent at once', async () => {
    const { flowToken, code } = await codes.issue(request('guess@example.com'))
    const guesses = Array.from({ length: 40 }, (_, index) => `AAAA-${2222 + index}`)
    const outcomes = await Promise.all(
      guesses.map((guess) => refusal(codes.redeem({ purpose: 'register', flowToken }, guess))),
    )
    expect(outcomes.filter((outcome) => outcome !== 'code_rejected')).toHaveLength(5)
    expect(await refusal(codes.redeem({ purpose: 'register', flowToken }, code))).toBe('code_rejected')
  })

  test('R19: of ten redemptions at once exactly one succeeds, and it lasts while others roll back', async () => {
    const { flowToken, code } = await codes.issue(request('race@example.com'))
    const rollingBack = () =>
      store
        .atomically(async (within) => {
          await within.incrementLimit('rolled-back', MINUTE, now)
          throw new Error('taken back')
        })
        .catch(() => undefined)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [outcome] = await Promise.all([
          refusal(codes.redeem({ purpose: 'register', flowToken }, code)),
          rollingBack(),
        ])
        return outcome
      }),
    )
    expect(outcomes.filter((outcome) => outcome !== 'code_rejected')).toHaveLength(1)
    const other = await openStore(url)
    const second = new EmailCodes({ store: other, encrypter: new Encrypter([KEY]), clock: () => now })
    expect(await refusal(second.redeem({ purpose: 'register', flowToken }, code))).toBe('code_rejected')
    await other.close()
  })

  test('the database contains neither the code, nor the handle, nor the data', async () => {
    const { flowToken, code } = await codes.issue({ ...request('row@example.com'), data: 'a secret text' })
    const rows = openClient(url)
    const row = await rows.code.findFirst({ where: { email: 'row@example.com' } })
    await rows.$disconnect()
    const text = `${JSON.stringify({ ...row, data: null })}${Buffer.from(row?.data ?? []).toString('latin1')}`
    for (const secret of [flowToken, code, code.replace('-', ''), 'a secret text'])
      expect(text).not.toContain(secret)
  })
})
