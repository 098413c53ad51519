import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { CachedResult } from '../../src/store/cached-counts.js'
import { DailyCounts } from '../../src/store/daily-counts.js'
import { type SearchBounds, type SlicedSearch, searchSlices } from '../../src/store/slices.js'
import { openClient } from '../support/open-client.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { insertMany } from '../support/insert-many.js'

const NOW = new Date('2030-01-10T00:00:00Z')
const LATER = new Date('2030-02-01T00:00:00Z')
/** More than two slices of events. */
const ROWS = 4100
/** More than one slice of users. */
const USERS = 5200

const toNumbers = (length: number) => Array.from({ length }, (_, index) => String(index).padStart(5, '0'))
const numbered = toNumbers(ROWS)

describe.each(DATABASES)('large tables on %s', (kind) => {
  let store: Store
  let rows: ReturnType<typeof openClient>
  const statements: string[] = []

  beforeAll(async () => {
    const url = await freshDatabase(kind)
    store = await openStore(url, { onStatement: (sql) => void statements.push(sql) })
    rows = openClient(url)
    const times = { createdAt: NOW, updatedAt: NOW }
    const users = toNumbers(USERS).map((id) => ({ id, username: `user${id}`, name: `Ada ${id}`, ...times }))
    await insertMany(url, 'User', users)
    const sessions = numbered.map((id, index) => ({
      id,
      tokenHash: id,
      userId: '00001',
      kind: 'browser',
      backend: 'acme',
      createdAt: NOW,
      lastSeenAt: NOW,
      idleExpiresAt: index % 10 === 0 ? NOW : LATER,
      expiresAt: LATER,
    }))
    await insertMany(url, 'Session', sessions)
    // The newest has number 0. Every hundredth is of another backend, and two have failed: the last of each backend.
    const events = numbered.map((id, index) => ({
      id,
      at: new Date(NOW.getTime() - index),
      area: 'sign-in',
      expiresAt: LATER,
      backend: index % 100 === 0 ? 'rare' : 'acme',
      userId: index % 2 === 0 ? '00002' : null,
      ...(index === 4000 || index === 4099
        ? { kind: 'refused', code: 'access_denied' }
        : { kind: 'signed-in', code: null }),
    }))
    await insertMany(url, 'Event', events)
  })

  beforeEach(() => {
    statements.length = 0
  })

  afterAll(async () => {
    await store.close()
    await rows.$disconnect()
  })

  const ids = (found: { readonly rows: readonly { readonly id: string }[] }) => found.rows.map(({ id }) => id)

  test('failed sign-ins are found wherever they are, with statements that read one slice each', async () => {
    const search = { area: 'sign-in', failed: true } as const
    expect(ids(await store.searchEvents(search, 10, { now: everyMs(8) }))).toEqual(['04000', '04099'])
    // Two statements for each slice.
    expect(statements.length).toBe(6)
    expect(ids(await store.searchEvents({ ...search, backend: 'acme' }, 10))).toEqual(['04099'])
    expect(ids(await store.searchEvents({ ...search, userId: '00002' }, 10))).toEqual(['04000'])
    expect(ids(await store.searchEvents(search, 1))).toEqual(['04000'])
  })

  test('a code is looked for in an index, without the rows that have another one', async () => {
    const search = { area: 'sign-in', code: 'access_denied' } as const
    expect(ids(await store.searchEvents(search, 10, { now: everyMs(8) }))).toEqual(['04000', '04099'])
    expect(statements).toHaveLength(6)
    await store.countSignIns(new Date(NOW.getTime() - 10_000))
    if (kind === 'sqlite')
      for (const each of [...statements])
        expect(await planOf(each)).toContain('INDEX Event_area_at_code_kind_backend_idx')
  })

  test('a search that takes long stops after the slice that it is in', async () => {
    const bounds = { maxMs: 60, now: everyMs(40) }
    const events = await store.searchEvents({ area: 'sign-in', failed: true }, 10, bounds)
    expect([events.rows, events.stoppedAt?.at]).toEqual([[], new Date(NOW.getTime() - 2000)])
    const users = await store.searchUsers({ text: 'ada 05199' }, null, 10, bounds)
    expect(users).toEqual({ users: [], stoppedAt: 'user05000' })
    const filter = { backend: 'rare', kind: null }
    const sessions = await store.searchSessions(filter, null, 10, NOW, bounds)
    expect([sessions.rows, sessions.stoppedAt?.id]).toEqual([[], '02099'])
    const rest = await store.searchSessions(filter, sessions.stoppedAt, 10, NOW)
    expect(rest).toEqual({ rows: [], stoppedAt: null })
  })

  test('a search that stops says where, and finds the rest when it continues there', async () => {
    const search = { area: 'sign-in', failed: true } as const
    const first = await store.searchEvents(search, 10, { maxRows: 2000 })
    expect(first.rows).toEqual([])
    expect(first.stoppedAt?.at).toEqual(new Date(NOW.getTime() - 2000))
    const before = first.stoppedAt ?? undefined
    expect(before).toBeDefined()
    const second = await store.searchEvents({ ...search, ...(before && { before }) }, 10, { maxRows: 4000 })
    expect([ids(second), second.stoppedAt]).toEqual([['04000', '04099'], null])
  })

  test('a search goes to newer events, too, slice by slice', async () => {
    const after = { at: new Date(NOW.getTime() - ROWS), id: '-' }
    const search = { area: 'sign-in', failed: true, after } as const
    expect(ids(await store.searchEvents(search, 10))).toEqual(['04000', '04099'])
    expect(ids(await store.searchEvents(search, 1))).toEqual(['04099'])
    const some = await store.searchEvents({ area: 'sign-in', after, succeeded: true, actor: 'none' }, 10, {
      maxRows: 2000,
    })
    expect([some.rows, some.stoppedAt?.at]).toEqual([[], new Date(NOW.getTime() - ROWS + 2002)])
    const next = await store.searchEvents({ area: 'sign-in', after }, 3)
    expect(ids(next)).toEqual(['04097', '04098', '04099'])
  })

  test('the sign-ins of one backend and of one user are found by an index, also of both', async () => {
    const rare = await store.searchEvents({ area: 'sign-in', backend: 'rare' }, 100)
    expect(ids(rare)).toEqual(numbered.filter((_, index) => index % 100 === 0))
    expect(statements).toHaveLength(1)
    const both = await store.searchEvents({ area: 'sign-in', backend: 'acme', userId: '00002' }, 3)
    expect(ids(both)).toEqual(['00002', '00004', '00006'])
    if (kind === 'sqlite') expect(await planOf(statements[0] ?? '')).toContain('Event_area_backend_at_idx')
  })

  test('sessions are searched in slices along an index, newest first, without those that are over', async () => {
    const all = { backend: null, kind: null }
    const after = new Date(NOW.getTime() + 1)
    const first = await store.searchSessions(all, null, 3, after)
    expect(first.rows.map(({ id }) => id)).toEqual(['04099', '04098', '04097'])
    if (kind === 'sqlite')
      for (const each of [...statements]) expect(await planOf(each)).toContain('Session_createdAt_id_idx')
    const next = await store.searchSessions(all, first.rows[2] ?? null, 8, after)
    expect(next.rows.map(({ id }) => id)).toEqual([
      '04096',
      '04095',
      '04094',
      '04093',
      '04092',
      '04091',
      '04089',
      '04088',
    ])
    for (const filter of [
      { ...all, kind: 'device' },
      { ...all, backend: 'rare' },
    ] as const)
      expect(await store.searchSessions(filter, null, 3, after)).toEqual({ rows: [], stoppedAt: null })
    await rows.user.update({ where: { id: '00001' }, data: { sessionEpoch: 1 } })
    expect((await store.searchSessions(all, null, 3, after)).rows).toEqual([])
    await rows.user.update({ where: { id: '00001' }, data: { sessionEpoch: 0 } })
  })

  test('users are searched in slices, in their order, up to the end', async () => {
    expect((await store.searchUsers({ text: 'ADA 050' }, null, 200)).users).toHaveLength(100)
    expect(statements).toHaveLength(4)
    if (kind === 'sqlite')
      expect(await planOf(statements[1] ?? '')).toContain('COVERING INDEX User_username_email_name_idx')
    for (const text of ['user050', 'a', '%', '0\n'])
      expect((await store.searchUsers({ text, group: 'disabled' }, null, 10)).users).toEqual([])
    const none = await store.searchUsers({ text: 'grace' }, null, 10)
    expect(none).toEqual({ users: [], stoppedAt: null })
    const some = await store.searchUsers({ text: '0' }, null, 3)
    expect(some.users.map(({ username }) => username)).toEqual(['user00000', 'user00001', 'user00002'])
    const stopped = await store.searchUsers({ text: 'ada 05199' }, null, 10, { maxRows: 5000 })
    expect(stopped).toEqual({ users: [], stoppedAt: 'user05000' })
    const rest = await store.searchUsers({ text: 'ada 05199' }, stopped.stoppedAt, 10)
    expect(rest.users.map(({ id }) => id)).toEqual(['05199'])
  })

  test('users are found by names with accents, in capitals or not', async () => {
    const NAMES = {
      '00011': 'Élodie Özil',
      '00012': 'ÉLODIE ÖZIL',
      '00013': 'élodie özil',
      '00014': 'Zoë 100%_É',
    }
    for (const [id, name] of Object.entries(NAMES)) await rows.user.update({ where: { id }, data: { name } })
    const found = async (text: string) =>
      (await store.searchUsers({ text }, null, 10)).users.map(({ id }) => id)
    for (const text of ['élodie özil', 'Élodie Özil', 'ÉLODIE ÖZIL', 'Élodie', 'élodie', 'özil'])
      expect(await found(text)).toEqual(['00011', '00012', '00013'])
    for (const text of ['zoë', 'Zoë', '100%_é', '%_É']) expect(await found(text)).toEqual(['00014'])
    expect(await found('elodie')).toEqual([])
  })

  test('users with a role are found behind all that have none, and by its exact name', async () => {
    await rows.user.update({ where: { id: '05199' }, data: { stepRoles: '["editor"]' } })
    await rows.user.update({ where: { id: '00007' }, data: { adminRoles: '["Editor","editors"]' } })
    const found = async (role: string) =>
      (await store.searchUsers({ role }, null, 1)).users.map(({ id }) => id)
    expect(await found('editor')).toEqual(['05199'])
    expect(await found('editors')).toEqual(['00007'])
    expect(await found('edit')).toEqual([])
  })

  test('counts are those of the whole table', async () => {
    expect(await store.countSessions(new Date(NOW.getTime() + 1))).toEqual({
      value: (ROWS * 9) / 10,
      statements: 5,
    })
    const { value, statements: needed } = await store.countSignIns(new Date(NOW.getTime() - 10_000))
    expect(value).toEqual([
      { backend: 'acme', kind: 'signed-in', code: null, count: 4058 },
      { backend: 'rare', kind: 'signed-in', code: null, count: 40 },
      { backend: expect.any(String) as string, kind: 'refused', code: 'access_denied', count: 1 },
      { backend: expect.any(String) as string, kind: 'refused', code: 'access_denied', count: 1 },
    ])
    expect(needed).toBe(6)
    const since = new Date(NOW.getTime() - 150)
    const newest = (await store.countSignIns(since)).value.map(({ backend, count }) => [backend, count])
    expect(newest).toEqual([
      ['acme', 148],
      ['rare', 2],
    ])
  })

  test('days are counted by themselves, and a day that is over only once', async () => {
    const daily = new DailyCounts(store, () => NOW)
    statements.length = 0
    const { value: days } = await daily.count()
    expect(days).toHaveLength(30)
    const totals = days.map(({ signIns }) => signIns.reduce((sum, { count }) => sum + count, 0))
    // All but the newest are of the day before NOW, which is midnight.
    expect(totals.slice(-2)).toEqual([ROWS - 1, 1])
    expect(days.map(({ newUsers }) => newUsers).slice(-2)).toEqual([0, USERS])
    const all = statements.length
    await daily.count()
    expect(statements.length - all).toBeLessThan(15)
  })

  async function planOf(sql: string): Promise<string> {
    const bare = sql.replaceAll('?', "'x'").replace(/LIMIT 'x' OFFSET 'x'/, 'LIMIT 1')
    const plan = z.array(z.object({ detail: z.string() }))
    return plan
      .parse(await store.queryRows(`EXPLAIN QUERY PLAN ${bare}`))
      .map(({ detail }) => detail)
      .join('\n')
  }
})

/** A clock that is this many milliseconds later each time that it is read. */
function everyMs(ms: number): () => number {
  let time = 0
  return () => (time += ms)
}

describe('the slices of a search', () => {
  /** The sizes of the slices in which 100,000 rows are searched, with a clock for every row that is read. */
  async function sizesOf(msPerRow: number, bounds: SearchBounds = {}): Promise<readonly number[]> {
    const sizes: number[] = []
    let time = 0
    const slices: SlicedSearch<never, number> = {
      findEnd: (start, size) => Promise.resolve((start ?? 0) + size >= 100_000 ? null : (start ?? 0) + size),
      findRows: (start, end) => {
        sizes.push((end ?? 100_000) - (start ?? 0))
        time += (sizes.at(-1) ?? 0) * msPerRow
        return Promise.resolve([])
      },
      limit: 10,
      firstSize: 2000,
    }
    await searchSlices(null, slices, { now: () => time, ...bounds })
    return sizes
  }

  test('have as many rows as can be read in the time for one', async () => {
    expect(await sizesOf(0.008, { maxMs: 60 })).toEqual([2000, 1000, 1000, 1000, 1000, 1000, 1000])
    expect((await sizesOf(0.001)).slice(0, 4)).toEqual([2000, 4000, 8000, 8000])
    expect((await sizesOf(0)).slice(0, 5)).toEqual([2000, 4000, 8000, 16_000, 20_000])
    expect((await sizesOf(1, { maxRows: 4000 })).slice(0, 5)).toEqual([2000, 1000, 500, 250, 200])
  })

  test('are together no larger than the bound', async () => {
    for (const maxRows of [1, 2000, 4100, 20_001])
      expect((await sizesOf(0, { maxRows })).reduce((sum, size) => sum + size, 0)).toBe(maxRows)
  })

  test('are read at least once, however long it takes', async () => {
    expect(await sizesOf(100, { maxMs: 60 })).toEqual([2000])
  })
})

describe('a cached result', () => {
  test('is computed again while that takes few statements, and kept when it takes many', async () => {
    let computed = 0
    const counting = (statements: number) =>
      new CachedResult(() => Promise.resolve({ value: (computed += 1), statements }))
    const small = counting(1)
    expect([await small.get(100), await small.get(100)]).toEqual([1, 2])
    const large = counting(10)
    expect([await large.get(100), await large.get(100)]).toEqual([3, 3])
  })

  test('is old while it is computed again, and nothing before the first time', async () => {
    let finish: () => void = () => undefined
    let value = 0
    const result = new CachedResult(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return { value: (value += 1), statements: 3 }
    })
    expect(await result.get(5)).toBeNull()
    finish()
    expect(await result.get(1000)).toBe(1)
    await setTimeout(520)
    expect(await result.get(1000)).toBe(1)
    finish()
    await setTimeout(1)
    expect(await result.get(1000)).toBe(2)
  })

  test('that is older than a minute is not used', async () => {
    let time = 0
    let finish: () => void = () => undefined
    const result = new CachedResult(
      async () => {
        const value = time
        if (time > 0)
          await new Promise<void>((resolve) => {
            finish = resolve
          })
        return { value, statements: 3 }
      },
      () => time,
    )
    expect(await result.get(1000)).toBe(0)
    time = 60_000
    expect(await result.get(1)).toBe(0)
    time = 61_000
    expect(await result.get(1)).toBeNull()
    finish()
    expect(await result.get(1000)).toBe(60_000)
  })

  test('that fails is an error for those who wait, and is tried again', async () => {
    let tries = 0
    const result = new CachedResult(() => {
      tries += 1
      return tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve({ value: 7, statements: 1 })
    })
    const waiting = [result.get(100), result.get(100)]
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await result.get(100)).toBe(7)
  })
})
