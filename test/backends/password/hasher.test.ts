import { parseOptions } from '@node-rs/argon2'
import { PortcullisError } from '../../../src/errors.js'
import { PasswordHasher } from '../../../src/backends/password/hasher.js'

const GOOD = 'a long enough password'

describe('hashing a password', () => {
  const hasher = new PasswordHasher()

  test('makes a new argon2id hash each time, and the password matches all of them', async () => {
    const [one, other] = await Promise.all([hasher.hash(GOOD), hasher.hash(GOOD)])
    expect(one).not.toBe(other)
    expect(parseOptions(one)).toMatchObject({ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    expect(await hasher.verify(one, GOOD)).toBe(true)
    expect(await hasher.verify(other, GOOD)).toBe(true)
  })

  test('one letter is one letter, however the keyboard composes it; blanks and case count', async () => {
    const known = await hasher.hash('crème brûlée')
    expect(await hasher.verify(known, 'crème brûlée'.normalize('NFD'))).toBe(true)
    for (const other of ['Crème brûlée', ' crème brûlée', 'crème brûlée ', 'creme brulee', '']) {
      expect(await hasher.verify(known, other)).toBe(false)
    }
  })

  test('no password matches where there is no hash, and the hash itself is no password', async () => {
    const known = await hasher.hash(GOOD)
    for (const nothing of [null, '', 'null', GOOD, '$2b$10$abcdefghijklmnopqrstuv']) {
      expect(await hasher.verify(nothing, GOOD)).toBe(false)
      expect(await hasher.verify(nothing, '')).toBe(false)
    }
    expect(await hasher.verify(known, known)).toBe(false)
  })

  test('the event loop does not block meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await Promise.all(Array.from({ length: 8 }, () => hasher.hash(GOOD)))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(8)
  })
})

describe('more passwords at once than can be hashed', () => {
  /** Fills every place of a fresh hasher; resolves when all of that has ended well. */
  function full(): { hasher: PasswordHasher; all: Promise<unknown> } {
    const hasher = new PasswordHasher()
    return { hasher, all: Promise.all(Array.from({ length: 102 }, () => hasher.verify(null, GOOD))) }
  }

  test('are refused at once, and the site says when to come back; those that wait are served', async () => {
    const { hasher, all } = full()
    const refused = await hasher.hash(GOOD).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PortcullisError)
    expect(refused).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })
    expect(await all).toEqual(Array(102).fill(false))
    expect(await hasher.verify(await hasher.hash(GOOD), GOOD)).toBe(true)
  })

  test('S129: a user who is not there waits for a turn as one who is', async () => {
    const known = await new PasswordHasher().hash(GOOD)
    const { hasher, all } = full()
    await expect(hasher.verify(null, GOOD)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(hasher.verify(known, GOOD)).rejects.toMatchObject({ code: 'unavailable' })
    await all
  })
})

test('S129: finding out that there is no such user costs what a wrong password costs', async () => {
  const hasher = new PasswordHasher()
  const known = await hasher.hash(GOOD)
  const spent = { known: 0, unknown: 0 }
  // Taken in turns, so that a busy machine is equally unfair to both.
  for (let round = 0; round < 15; round += 1) {
    spent.known += await cost(() => hasher.verify(known, 'a wrong password'))
    spent.unknown += await cost(() => hasher.verify(null, 'a wrong password'))
  }
  expect(spent.unknown / spent.known).toBeGreaterThan(0.5)
  expect(spent.unknown / spent.known).toBeLessThan(2)
})

/** CPU time of this process, in microseconds. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
