import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'

/** A server on the loopback address, and how many connections it has seen. */
export interface Listening {
  readonly port: number
  readonly url: string
  readonly connections: () => number
}

const running: { server: Server; sockets: Set<Socket> }[] = []

/** Lets a server listen on a free port until `closeServers`. */
export async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  running.push({ server, sockets })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}/`, connections: () => connections }
}

/** An HTTP server that answers like this. */
export function http(answer: RequestListener): Promise<Listening> {
  return listening(createHttpServer(answer))
}

/** A server that does this with each connection. */
export function tcp(greet: (socket: Socket) => void): Promise<Listening> {
  return listening(createTcpServer(greet))
}

/** Ends all servers and cuts their connections. */
export function closeServers(): void {
  for (const { server, sockets } of running.splice(0)) {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
}
