import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { HttpRequest } from '../../src/http-client/send-request.js'
import { closeOutbounds, failureOf, outbound } from './calls.js'
import { cert, key } from './self-signed.js'
import { closeServers, http, listening, tcp } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

describe('R28: connections that break', () => {
  test('refused, and the cause is recorded', async () => {
    const gone = await tcp(() => undefined)
    closeServers()
    const failed = outbound()(gone.url)
    await expect(failed).rejects.toMatchObject({ reason: 'connection', cause: { code: 'ECONNREFUSED' } })
  })

  const broken: [string, string][] = [
    ['closed without a word', ''],
    ['closed in the middle of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['closed in the middle of a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc'],
    ['not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    [
      'a change of protocol nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
    ['a status that is none', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'],
  ]
  test.each(broken)('%s', async (_, answer) => {
    const server = await tcp((socket) => {
      socket.once('data', () => socket.end(answer))
    })
    expect(await failureOf(outbound()(server.url))).toBe('connection')
  })

  test('a request that cannot be sent', async () => {
    const bad: HttpRequest[] = [
      { headers: { authorization: 'a\r\nb: c' } },
      { method: 'NO SUCH' },
      { method: 'POST', body: new ReadableStream() },
    ]
    for (const request of bad)
      expect(await failureOf(outbound()('http://127.0.0.1:9/', request))).toBe('connection')
  })

  test('a certificate that no trusted authority has issued', async () => {
    const secure = await listening(createHttpsServer({ cert, key }, (_, response) => response.end()))
    const failed = outbound()(`https://localhost:${secure.port}/`)
    await expect(failed).rejects.toThrow(
      'DEPTH_ZERO_SELF_SIGNED_CERT: its certificate is self-signed; NODE_EXTRA_CA_CERTS',
    )
  })

  test('TLS where none is spoken, as with an address that begins with https by mistake', async () => {
    const plain = await tcp((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    })
    const failed = outbound()(plain.url.replace('http:', 'https:'))
    await expect(failed).rejects.toThrow('the server does not use TLS')
  })

  /** Answers the first request of a connection and resets the connection at the second. */
  function forgetful(): { greet: (socket: Socket) => void; requests: () => number } {
    let requests = 0
    const greet = (socket: Socket): void => {
      let first = true
      socket.on('data', () => {
        requests += 1
        if (first) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
        else socket.resetAndDestroy()
        first = false
      })
    }
    return { greet, requests: () => requests }
  }

  test('a kept-alive connection that is reset: GET is sent again, once', async () => {
    const { greet, requests } = forgetful()
    const server = await tcp(greet)
    const fetch = outbound()
    await fetch(server.url)
    expect((await fetch(server.url)).status).toBe(200)
    expect(requests()).toBe(3)
  })

  test('R29: a kept-alive connection that is reset: POST is not sent again', async () => {
    const { greet, requests } = forgetful()
    const server = await tcp(greet)
    const fetch = outbound()
    await fetch(server.url)
    expect(await failureOf(fetch(server.url, { method: 'POST', body: 'code=a' }))).toBe('connection')
    expect(requests()).toBe(2)
  })

  test('the Keep-Alive hint of a server is heeded', async () => {
    const server = await http((_, response) => {
      response.setHeader('keep-alive', 'timeout=1')
      response.end()
    })
    const fetch = outbound()
    await fetch(server.url)
    await fetch(server.url)
    expect(server.connections()).toBe(2)
  })
})
