import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

const PROBED_EVERY_MS = 50

/** A proxy before two processes, as it stands before a service that is restarted one process at a time. */
export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Passes each request to the first of these ports that takes it, beginning with another one each time, and with one that
 * is ready (`/readyz`) where there is one. Connections are kept.
 */
export async function startBalancer(port: number, targets: readonly number[]): Promise<Balancer> {
  let turn = 0
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<number>()
  const probing = setInterval(() => {
    for (const target of targets) {
      void isReady(target).then((is) => (is ? ready.add(target) : ready.delete(target)))
    }
  }, PROBED_EVERY_MS)
  // A request of the visitors must not meet a connection that ends for want of use.
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, answer) => {
    turn += 1
    const order = targets.map((_, index) => targets[(index + turn) % targets.length] ?? 0)
    const preferred = order.toSorted((one, other) => Number(ready.has(other)) - Number(ready.has(one)))
    pass({ incoming, answer, agent }, preferred)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(probing)
        agent.destroy()
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (response) => {
      await response.text()
      return response.ok
    },
    () => false,
  )
}

interface Passing {
  readonly incoming: IncomingMessage
  readonly answer: ServerResponse
  readonly agent: Agent
}

// As nginx does by default: a GET that got no answer goes to the next one; anything else only when it was never sent.
function pass(passing: Passing, [first, ...others]: readonly number[]): void {
  const { incoming, answer, agent } = passing
  const sent = request({
    host: '127.0.0.1',
    port: first,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, connection: 'keep-alive' },
    agent,
  })
  sent.on('response', (response) => {
    // How long a connection lives is between the two ends of it.
    const ours = Object.entries(response.headers).filter(
      ([name]) => !/^(?:connection|keep-alive)$/.test(name),
    )
    answer.writeHead(response.statusCode ?? 502, Object.fromEntries(ours))
    response.pipe(answer)
  })
  sent.on('error', (error: NodeJS.ErrnoException) => {
    const mayGoOn = error.code === 'ECONNREFUSED' || incoming.method === 'GET'
    if (mayGoOn && !answer.headersSent && others.length > 0) pass(passing, others)
    else answer.writeHead(502).end(`the balancer: ${error.message}`)
  })
  if (incoming.method === 'GET') sent.end()
  else incoming.pipe(sent)
}
