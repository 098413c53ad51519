import { setTimeout } from 'node:timers/promises'
import { createLogger } from '../../src/logging.js'
import type { Executor } from '../../src/store/executor.js'
import { openDatabase } from '../../src/store/database.js'
import { purgeQueries } from '../../src/store/purge.js'
import { openClient } from '../support/open-client.js'
import { type PurgeRun, schedulePurging } from '../../src/store/purge-schedule.js'
import { openStore, type Store } from '../../src/store/store.js'
import { toText } from '../../src/store/sql.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { insertMany } from '../support/insert-many.js'

const NOW = new Date('2030-01-10T00:00:00Z')
const PAST = new Date('2030-01-01T00:00:00Z')
const FUTURE = new Date('2030-02-01T00:00:00Z')
/** How many rows the first statement for a table may delete. */
const BATCH = 100
const ROWS = 520

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(5, '0'))

describe.each(DATABASES)('purging on %s', (kind) => {
  let url: string
  let store: Store
  let rows: ReturnType<typeof openClient>
  const statements: string[] = []

  beforeAll(async () => {
    url = await freshDatabase(kind)
    store = await openStore(url, { onStatement: (sql) => void statements.push(sql) })
    rows = openClient(url)
    await rows.user.create({ data: { id: 'ada', username: 'ada', createdAt: PAST, updatedAt: PAST } })
  })

  afterAll(async () => {
    await store.close()
    await rows.$disconnect()
  })

  /** Rows of every table that is purged, all of which expired at `expiresAt`. */
  async function fill(count: number, expiresAt: Date): Promise<void> {
    const ids = numbered(count).map((number) => `${expiresAt.getTime()}-${number}`)
    const data = Buffer.from('x')
    const times = { createdAt: PAST, expiresAt }
    await insertMany(
      url,
      'Attempt',
      ids.map((id) => ({
        id,
        ...times,
        reference: id,
        stateHash: id,
        browserHash: id,
        backend: 'acme',
        intent: 'sign-in',
        nonce: id,
        verifier: data,
        next: '/',
      })),
    )
    await insertMany(
      url,
      'Session',
      ids.map((id) => session(id, expiresAt, expiresAt)),
    )
    await insertMany(
      url,
      'Code',
      ids.map((id) => ({
        id,
        ...times,
        purpose: 'email',
        handleHash: id,
        codeHash: id,
        email: 'ada@example.com',
      })),
    )
    await insertMany(
      url,
      'Device',
      ids.map((id) => ({
        id,
        ...times,
        deviceHash: id,
        userCodeHash: id,
        clientId: 'tv',
        interval: 5,
      })),
    )
    await insertMany(
      url,
      'Nonce',
      ids.map((key) => ({ key, expiresAt })),
    )
    await insertMany(
      url,
      'Ticket',
      ids.map((id) => ({ ticketHash: id, browserHash: id, data, expiresAt })),
    )
    await insertMany(
      url,
      'Partial',
      ids.map((id) => ({
        id,
        ...times,
        tokenHash: id,
        browserHash: id,
        backend: 'acme',
        reference: id,
        asks: 'email',
        data,
      })),
    )
    await insertMany(
      url,
      'Event',
      ids.map((id) => event(id, PAST, expiresAt)),
    )
    await insertMany(
      url,
      'Limit',
      ids.map((key) => ({ key, count: 1, resetsAt: expiresAt })),
    )
  }

  function session(id: string, idleExpiresAt: Date, expiresAt: Date) {
    const uses = { createdAt: PAST, lastSeenAt: PAST, idleExpiresAt, expiresAt }
    return { id, tokenHash: id, userId: 'ada', kind: 'browser', backend: 'acme', ...uses }
  }

  function event(id: string, at: Date, expiresAt: Date) {
    return { id, at, area: 'sign-in', kind: 'signed-in', backend: 'acme', expiresAt }
  }

  async function counts(): Promise<Readonly<Record<string, number>>> {
    return {
      Attempt: await rows.attempt.count(),
      Session: await rows.session.count(),
      Code: await rows.code.count(),
      Device: await rows.device.count(),
      Nonce: await rows.nonce.count(),
      Ticket: await rows.ticket.count(),
      Partial: await rows.partial.count(),
      Event: await rows.event.count(),
      Limit: await rows.limit.count(),
    }
  }

  async function empty(): Promise<void> {
    await store.purgeExpired(new Date('2090-01-01T00:00:00Z'))
    statements.length = 0
  }

  const deletes = (table: string) => statements.filter((sql) => sql.includes(`DELETE FROM "${table}"`))

  test('every table is purged in statements of few rows, and rows that have not expired stay', async () => {
    await fill(ROWS, PAST)
    await fill(2, FUTURE)
    statements.length = 0
    expect(await store.purgeExpired(NOW)).toBe(9 * ROWS)
    const left = await counts()
    for (const [table, count] of Object.entries(left)) {
      expect([table, count]).toEqual([table, 2])
      // By the time that the first one takes, the second one deletes twice as many at most.
      expect([table, deletes(table).length > 2]).toEqual([table, true])
    }
    expect(statements.filter((sql) => /\bDELETE\b/.test(sql) && !/\bLIMIT\b/.test(sql))).toEqual([])
    await empty()
  })

  test('sessions that were not used for too long are purged, too, wherever they are in the table', async () => {
    const ids = numbered(ROWS)
    const data = ids.map((id, index) => session(id, index % 170 === 169 ? PAST : FUTURE, FUTURE))
    await insertMany(url, 'Session', data)
    expect(await store.purgeExpired(NOW)).toBe(3)
    expect(await rows.session.count({ where: { idleExpiresAt: { lt: NOW } } })).toBe(0)
    expect(await rows.session.count()).toBe(ROWS - 3)
    await empty()
  })

  test('the oldest sign-ins beyond the limit go in small statements, and what administrators did stays', async () => {
    const at = (index: number) => new Date(PAST.getTime() + index)
    await insertMany(
      url,
      'Event',
      numbered(ROWS).map((id, index) => event(id, at(index), FUTURE)),
    )
    await rows.event.create({ data: { ...event('deed', PAST, FUTURE), area: 'administration' } })
    expect(await store.purgeExpired(NOW, { signIns: 100 })).toBe(ROWS - 100)
    const left = await rows.event.findMany({ orderBy: { at: 'asc' }, select: { id: true } })
    expect(left.map(({ id }) => id)).toEqual(['deed', ...numbered(ROWS).slice(-100)])
    expect(deletes('Event').length).toBeGreaterThan(1)
    await empty()
  })

  test('the duration of a statement decides how many rows the next one deletes, for each table separately', async () => {
    await fill(ROWS, PAST)
    const { database, close } = await openDatabase(url)
    /** How many rows the statements delete from the sessions and from the events, when a row takes so many milliseconds. */
    const sizesAt = async (msPerRow: number): Promise<Readonly<Record<'Session' | 'Event', number[]>>> => {
      const sizes = { Session: [] as number[], Event: [] as number[] }
      let time = 0
      const timed: Executor = {
        rows: (statement) => database.rows(statement),
        write: (statement) => database.write(statement),
        sendWrites: () => database.sendWrites(),
        async run(statement) {
          const count = await database.run(statement)
          const table = (['Session', 'Event'] as const).find((name) =>
            toText(statement, () => '').includes(`FROM "${name}"`),
          )
          if (table !== undefined && count > 0) sizes[table].push(count)
          time += table === 'Session' ? count * msPerRow : 0
          return count
        },
      }
      await purgeQueries(timed, () => time).purgeExpired(NOW)
      return sizes
    }
    const slow = await sizesAt(0.16)
    expect(slow).toEqual({ Session: [100, 50, 50, 50, 50, 50, 50, 50, 50, 20], Event: [100, 200, 220] })
    await fill(ROWS, PAST)
    expect((await sizesAt(1)).Session.slice(0, 5)).toEqual([100, 50, 25, 20, 20])
    await close()
  })

  test('a request gets its turn after each statement', async () => {
    await insertMany(
      url,
      'Session',
      numbered(ROWS).map((id) => session(id, PAST, PAST)),
    )
    const purging = store.purgeExpired(NOW)
    const isOver = purging.then(() => true)
    while (!(await Promise.race([isOver, setTimeout(1, false)]))) await store.findUser('ada')
    const order = statements.map((sql) => (sql.includes('/* purge */') ? 'purge' : 'request')).join(' ')
    // In SQLite both share one thread, and take turns. In Postgres how many requests fit between is a matter of speed.
    expect(order.split('purge request').length).toBeGreaterThan(kind === 'sqlite' ? 10 : 1)
    await empty()
  })

  test('a run that is stopped leaves the rest to the next one', async () => {
    await insertMany(
      url,
      'Session',
      numbered(ROWS).map((id) => session(id, PAST, PAST)),
    )
    const stopping = new AbortController()
    const purging = store.purgeExpired(NOW, {}, stopping.signal)
    stopping.abort()
    const deleted = await purging
    expect(deleted).toBeLessThanOrEqual(BATCH)
    expect(await store.purgeExpired(NOW)).toBe(ROWS - deleted)
    await empty()
  })

  test('it starts soon after the process, and of several processes one does it', async () => {
    await fill(3, PAST)
    const runs: PurgeRun[] = []
    const logged: string[] = []
    const log = createLogger({ production: true, level: 'info' }, { write: (line) => logged.push(line) })
    const limits = { signIns: 1000 }
    const deps = { store, log, limits, clock: () => NOW, onRun: (run: PurgeRun) => runs.push(run) }
    const times = { firstDelayMs: 5, intervalMs: 20, runMs: 60_000 }
    const stops = [schedulePurging(deps, times), schedulePurging(deps, times)]
    while (runs.length === 0) await setTimeout(10)
    await setTimeout(100)
    await Promise.all(stops.map((stop) => stop()))
    expect(runs).toEqual([{ rows: 27, seconds: expect.any(Number) as number }])
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('expired rows were purged')
    // The lock of a process that died ends by itself.
    const later = new Date(NOW.getTime() + 60_001)
    expect(await store.acquirePurgeLock(new Date(NOW.getTime() + 59_999), later)).toBe(false)
    expect(await store.acquirePurgeLock(later, FUTURE)).toBe(true)
    // So does one that was taken before the clock was set back.
    const earlier = new Date(NOW.getTime() - 7 * 86_400_000)
    expect(await store.acquirePurgeLock(earlier, new Date(earlier.getTime() + 60_000))).toBe(true)
  })
})
