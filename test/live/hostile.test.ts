import fc from 'fast-check'
import { openLive } from '../support/live.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

describe('hostile messages', () => {
  let visitor: Visitor

  const { site } = useSite({ database: 'sqlite' })

  beforeAll(async () => {
    visitor = site.visitor()
    await visitor.signIn('acme')
  })

  test('every other message gets bad_request, and signs no one out', async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json(),
      fc
        .record({ type: fc.constantFrom('ping', 'logout', 'login', '__proto__'), more: fc.integer() })
        .map(stringify),
      fc
        .record({ type: fc.constant('login'), username: fc.anything(), password: fc.constant(1) })
        .map(stringify),
      fc.constantFrom(
        '',
        '[',
        '{"type":"logout","type":"x"}',
        '{"__proto__":{"type":"logout"}}',
        'null',
        '1e999',
      ),
      fc.constant('['.repeat(8000)),
      fc.constant(Buffer.from([0, 255, 128])),
      fc.constant(Buffer.from('{"type":"logout"}')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (messages) => {
        const { page } = await openLive(site, visitor)
        for (const message of messages) {
          expect(await page.ask(message)).toMatchObject({ type: 'error', code: 'bad_request' })
        }
        await page.close()
      }),
      { numRuns: 60 },
    )
    expect(await visitor.isSignedIn()).toBe(true)
    expect(site.logged.filter((line) => line.includes('"level":50'))).toEqual([])
  }, 30_000)

  test.each([
    [
      'a message of more than 16 KB',
      1009,
      (raw: Raw) => {
        raw.send('x'.repeat(16 * 1024 + 1))
      },
    ],
    [
      'text that is no UTF-8',
      1007,
      (raw: Raw) => {
        raw.send(Buffer.from([0xc3, 0x28]), { binary: false })
      },
    ],
    [
      'more than twenty messages at once',
      4008,
      (raw: Raw) => {
        for (let n = 0; n < 30; n += 1) raw.send('{"type":"ping"}')
      },
    ],
    [
      'more than twenty pings of the protocol at once',
      4008,
      (raw: Raw) => {
        for (let n = 0; n < 30; n += 1) raw.ping()
      },
    ],
  ])('%s closes the socket with %d, and the next one is served', async (_what, code, act) => {
    const { page } = await openLive(site, visitor)
    act(page.socket)
    expect((await page.closed).code).toBe(code)
    const next = await openLive(site, visitor)
    expect(await next.page.ask({ type: 'ping' })).toEqual({ type: 'pong', renewed: false })
    await next.page.close()
  })

  test('bytes that are no frame at all end the connection and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 2, maxLength: 200 }), async (bytes) => {
        const { page } = await openLive(site, visitor)
        rawSocketOf(page.socket).write(Buffer.from(bytes))
        rawSocketOf(page.socket).end()
        await page.closed
      }),
      { numRuns: 60 },
    )
    expect((await site.visitor().ask('/healthz')).status).toBe(200)
    expect(site.logged.filter((line) => line.includes('"level":50'))).toEqual([])
  }, 30_000)
})

type Raw = Awaited<ReturnType<typeof openLive>>['page']['socket']

function stringify(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? 0 : each))
}

/** The TCP connection under a socket of the client. */
function rawSocketOf(socket: Raw): NodeJS.WritableStream {
  const raw: unknown = Reflect.get(socket, '_socket')
  if (typeof raw !== 'object' || raw === null || !('write' in raw)) throw new Error('no connection')
  return raw as NodeJS.WritableStream
}
