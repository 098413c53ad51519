import { message, verbatim } from '../../src/locales/messages.js'
import { createLogger } from '../../src/logging.js'
import { Writable } from 'node:stream'
import { TraceWriter } from '../../src/audit/trace-writer.js'
import { type SignInEvent, parseSignInEvents } from '../../src/audit/sign-in-event.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'

const AT = new Date('2026-11-24T10:00:00.123Z')
const EVENT: SignInEvent = {
  kind: 'refused',
  at: AT,
  reference: 'K7QM-2XHD',
  backend: 'acme',
  userId: 'u1',
  code: 'not_allowed',
  intent: 'sign-in',
  carrier: 'browser',
  begunAt: new Date('2026-11-24T09:59:58Z'),
  tripMs: 2123,
  browser: 'Firefox on Linux',
  cause: null,
  error: message('because.domain.unlisted', { domain: 'acme.example' }),
  steps: [
    {
      step: 'checkAllowed',
      ms: 0.2,
      ended: 'refused',
      because: message('because.domain.unlisted', { domain: 'acme.example' }),
    },
  ],
  phases: [{ phase: 'provider', ms: 12 }],
  calls: [{ method: 'POST', url: 'https://id.example/token', status: 200, ms: 5, failure: null }],
}

/** A log that a test can read, and a writer that writes to it. */
function writerOn(store: Pick<Store, 'atomicallyIfRecorded'>) {
  const logged: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString())
      done()
    },
  })
  return {
    logged,
    writer: new TraceWriter({
      store,
      retentionMs: 30 * 86_400_000,
      log: createLogger({ production: true, level: 'info' }, sink),
    }),
  }
}

describe.each(DATABASES)('the writer on %s', (database) => {
  let store: Store

  beforeAll(async () => {
    store = await openStore(await freshDatabase(database))
  })

  afterAll(async () => {
    await store.close()
  })

  test('an event is read as it was written, for thirty days', async () => {
    const { writer } = writerOn(store)
    await writer.recordFailure(EVENT, '10.0.0.1')
    // A busy machine may take longer than an error page waits.
    await writer.close()
    const [row] = await store.listEventsByReference('K7QM-2XHD')
    if (row === undefined) throw new Error('no event')
    expect(parseSignInEvents([row])).toEqual([EVENT])
    // What another release has written hides nothing else.
    const others = [
      { ...row, kind: 'not-known-yet' },
      { ...row, detail: '{}' },
      { ...row, detail: '{' },
    ]
    expect(parseSignInEvents([...others, row])).toEqual([EVENT])
    expect(row.expiresAt.getTime() - AT.getTime()).toBe(30 * 24 * 3600_000)
  })

  test('those that went well are written many at a time, at the latest when the server stops', async () => {
    const { writer } = writerOn(store)
    for (let count = 0; count < 150; count += 1)
      writer.record({ ...EVENT, reference: 'MANY-MANY', code: null })
    expect(await store.listEventsByReference('MANY-MANY')).toEqual([])
    await writer.close()
    const written = await store.listEvents({ area: 'sign-in' }, 1000)
    expect(written.filter(({ reference }) => reference === 'MANY-MANY')).toHaveLength(150)
  })

  test('a text that looks like a token is redacted', async () => {
    const { writer } = writerOn(store)
    const secret = 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0abcdefghijklmnop'
    await writer.recordFailure(
      {
        ...EVENT,
        reference: 'SECR-ETSS',
        error: message('because.domain.unlisted', { domain: secret }),
        steps: [
          { step: 'one', because: verbatim(`because of ${secret}`), ms: 1, ended: null },
          {
            step: 'two',
            ms: 1,
            ended: null,
            because: message('because.sequence', {
              first: message('because.identity.sent', { claims: verbatim(secret) }),
              rest: secret,
            }),
          },
        ],
        calls: [{ method: 'GET', url: `https://id.example/${secret}`, status: 200, ms: 1, failure: null }],
      },
      '10.0.0.2',
    )
    await writer.close()
    const [row] = await store.listEventsByReference('SECR-ETSS')
    expect(row?.detail).not.toContain(secret)
    expect(row?.detail.split('[redacted]')).toHaveLength(9)
  })

  test('a flood of failures from one network is not written down, and another network still is', async () => {
    const { writer, logged } = writerOn(store)
    for (let count = 0; count < 300; count += 1) {
      await writer.recordFailure(
        { ...EVENT, reference: `FLOO-D${String(count).padStart(3, '0')}` },
        '10.0.0.3',
      )
    }
    await writer.recordFailure({ ...EVENT, reference: 'OTHE-RNET' }, '10.0.0.4')
    await writer.close()
    const flood = await store.listEvents({ area: 'sign-in' }, 1000)
    const kept = flood.filter(({ reference }) => reference?.startsWith('FLOO')).length
    expect(kept).toBeGreaterThanOrEqual(60)
    expect(kept).toBeLessThan(80)
    expect(await store.listEventsByReference('OTHE-RNET')).toHaveLength(1)
    expect(logged.join('')).toContain('sign-in events were dropped')
  })

  test('a user who signs in again and again does not displace the traces of others', async () => {
    const { writer, logged } = writerOn(store)
    const success = { ...EVENT, kind: 'signed-in', code: null } as const
    for (let count = 0; count < 1000; count += 1)
      writer.record({ ...success, userId: 'busy', reference: 'BUSY-USER' })
    writer.record({ ...success, userId: 'calm', reference: 'CALM-USER' })
    await writer.close()
    const rows = await store.listEvents({ area: 'sign-in', userId: 'busy' }, 1000)
    expect(rows.length).toBeGreaterThanOrEqual(300)
    expect(rows.length).toBeLessThan(310)
    expect(await store.listEventsByReference('CALM-USER')).toHaveLength(1)
    expect(logged.join('')).toContain('"events":7')
  })

  test('more than the newest of them are purged, and deeds of administrators are not', async () => {
    const later = new Date(AT.getTime() + 1000)
    const { writer } = writerOn(store)
    await writer.recordFailure({ ...EVENT, at: later, reference: 'NEWE-STON' }, '10.0.0.5')
    await writer.close()
    await store.purgeExpired(later, { signIns: 1 })
    const left = await store.listEvents({ area: 'sign-in' }, 10)
    expect(left.map(({ reference }) => reference)).toEqual(['NEWE-STON'])
  })
})

test('while the database is unavailable, no error page waits, and the log counts the events that are dropped', async () => {
  const broken = { atomicallyIfRecorded: () => Promise.reject(new Error('away')) }
  const { writer, logged } = writerOn(broken)
  await writer.recordFailure(EVENT, '10.0.0.1')
  for (let count = 0; count < 50; count += 1) await writer.recordFailure(EVENT, '10.0.0.1')
  await writer.close()
  expect(logged.join('')).toContain('sign-in events could not be written')
  expect(logged.join('')).toMatch(/"events":51.*sign-in events were dropped/)
})

test('while the database hangs, an error page is sent after a moment', async () => {
  const { writer } = writerOn({ atomicallyIfRecorded: () => new Promise<never>(() => undefined) })
  await writer.recordFailure(EVENT, '10.0.0.1')
})
