import { createServer, request, type IncomingHttpHeaders } from 'node:http'

/** A proxy before one server, with habits of its own. */
export interface SmallProxy {
  readonly url: string
  /** What it makes of the headers from now on. */
  headers: (from: IncomingHttpHeaders) => IncomingHttpHeaders
  close(): Promise<void>
}

/** As nginx does it when it is set up well: the visitor's address added, the host passed on and vouched for. */
export function wellSetUp(from: IncomingHttpHeaders): IncomingHttpHeaders {
  const before = from['x-forwarded-for']
  const seen = '203.0.113.9'
  return {
    ...from,
    'x-forwarded-for': before === undefined ? seen : `${[before].flat().join(', ')}, ${seen}`,
    'x-forwarded-host': from.host,
  }
}

/** Passes everything on from one port to another. */
export async function startSmallProxy(port: number, target: number): Promise<SmallProxy> {
  const server = createServer((incoming, answer) => {
    const { method, url: path } = incoming
    const headers = proxy.headers(incoming.headers)
    const sent = request({ host: '127.0.0.1', port: target, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(answer)
    })
    sent.on('error', () => answer.writeHead(502).end())
    incoming.pipe(sent)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const proxy: SmallProxy = {
    url: `http://localhost:${port}`,
    headers: wellSetUp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
  return proxy
}
