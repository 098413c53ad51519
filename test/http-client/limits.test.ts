import { setTimeout as sleep } from 'node:timers/promises'
import type { Socket } from 'node:net'
import { closeOutbounds, failureOf, outbound } from './calls.js'
import { closeServers, http, tcp } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

describe('R26: time', () => {
  const slow: [string, (socket: Socket) => void][] = [
    ['a server that never answers', () => undefined],
    [
      'headers that drip',
      (socket) => {
        drip(socket, 'HTTP/1.1 200 OK\r\nA: ')
      },
    ],
    [
      'a body that drips',
      (socket) => {
        drip(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n')
      },
    ],
    [
      'interim answers without end',
      (socket) => {
        drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')
      },
    ],
  ]

  function drip(socket: Socket, start: string, piece = 'x'): void {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), 20)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }

  test.each(slow)('%s is left after the limit', async (_, greet) => {
    const server = await tcp(greet)
    expect(await failureOf(outbound()(server.url))).toBe('timeout')
  })

  test('a slow name is left after the limit', async () => {
    const fetch = outbound({ resolve: () => undefined })
    expect(await failureOf(fetch('http://id.example.com/'))).toBe('timeout')
  })

  test('the connection of a call that took too long is closed', async () => {
    const closed = new Promise<void>((resolve) => {
      void tcp((socket) => {
        socket.resume().on('close', () => {
          resolve()
        })
      }).then(({ url }) => failureOf(outbound()(url)))
    })
    await expect(Promise.race([closed, sleep(1500, 'still open', { ref: false })])).resolves.toBeUndefined()
  })

  test('waiting for a connection counts too', async () => {
    const server = await tcp(() => undefined)
    const fetch = outbound({ maxSocketsPerHost: 1 })
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(fetch(server.url))))
    expect(failures).toEqual(['timeout', 'timeout', 'timeout'])
  })

  test('R37: a host that hangs does not hold up another', async () => {
    const hanging = await tcp(() => undefined)
    const server = await http((_, response) => response.end())
    const fetch = outbound({ maxSocketsPerHost: 2 })
    const stuck = Array.from({ length: 20 }, () => failureOf(fetch(hanging.url)))
    const first = await Promise.race([fetch(server.url).then(({ status }) => status), ...stuck])
    expect(first).toBe(200)
    await Promise.all(stuck)
  })

  test('the caller may give up, before and during the call', async () => {
    const server = await tcp(() => undefined)
    const fetch = outbound({ callTimeoutMs: 60_000 })
    expect(await failureOf(fetch(server.url, { signal: AbortSignal.timeout(50) }))).toBe('timeout')
    expect(await failureOf(fetch(server.url, { signal: AbortSignal.abort() }))).toBe('timeout')
  })
})

describe('R31, R32: size', () => {
  const big = 'x'.repeat(100_000)

  test('a body is accepted up to the limit and not beyond', async () => {
    const server = await http((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))))
    const fetch = outbound({ maxBytes: 1000 })
    expect(await (await fetch(`${server.url}1000`)).text()).toHaveLength(1000)
    expect(await failureOf(fetch(`${server.url}1001`))).toBe('too-large')
  })

  test('a body without end and without announced length is cut', async () => {
    let sent = 0
    const server = await http((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(big)) sent += big.length
      }
      response.on('drain', more)
      more()
    })
    expect(await failureOf(outbound({ callTimeoutMs: 5000 })(server.url))).toBe('too-large')
    expect(sent).toBeLessThan(20_000_000)
  })

  test.each([
    ['one header of 64 KB', { a: 'x'.repeat(65_536) }],
    [
      'a thousand headers',
      Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`a${n}`, 'x'.repeat(20)])),
    ],
  ])('%s end the call', async (_, headers) => {
    const server = await http((_request, response) => response.writeHead(200, headers).end())
    expect(await failureOf(outbound()(server.url))).toBe('connection')
  })
})
