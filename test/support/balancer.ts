import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** A proxy before two processes, as it stands before a service that is restarted one process at a time. */
export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

/** Passes each request to the first of these ports that takes the connection, beginning with another one each time. */
export async function startBalancer(port: number, targets: readonly number[]): Promise<Balancer> {
  let turn = 0
  const server = createServer((incoming, answer) => {
    turn += 1
    const order = targets.map((_, index) => targets[(index + turn) % targets.length] ?? 0)
    pass(incoming, answer, order)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

// As nginx does by default: a GET that got no answer goes to the next one; anything else only when it was never sent.
function pass(
  incoming: IncomingMessage,
  answer: ServerResponse,
  [first, ...others]: readonly number[],
): void {
  const sent = request({
    host: '127.0.0.1',
    port: first,
    method: incoming.method,
    path: incoming.url,
    headers: incoming.headers,
    agent: false,
  })
  sent.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
    response.pipe(answer)
  })
  sent.on('error', (error: NodeJS.ErrnoException) => {
    const mayGoOn = error.code === 'ECONNREFUSED' || incoming.method === 'GET'
    if (mayGoOn && !answer.headersSent && others.length > 0) pass(incoming, answer, others)
    else answer.writeHead(502).end()
  })
  if (incoming.method === 'GET') sent.end()
  else incoming.pipe(sent)
}
