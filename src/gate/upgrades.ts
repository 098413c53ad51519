import { IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Duplex } from 'node:stream'

/** Takes an upgrade request; false if it belongs to the program. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

const takersByServer = new WeakMap<Server, Set<TakeUpgrade>>()

/**
 * Offers the upgrade requests of a server to `take` first, before all listeners of the program, whenever those were added:
 * a library for WebSockets ends each request that it does not know, also those that belong to others.
 */
export function offerUpgrades(server: Server, take: TakeUpgrade): void {
  const takers = takersByServer.get(server)
  if (takers !== undefined) {
    takers.add(take)
    return
  }
  const all = new Set([take])
  takersByServer.set(server, all)
  // Node hands over upgrades only if there is a listener, and then those of every path.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (server.listenerCount('upgrade') === 1) respondWithoutUpgrade(server, request, socket)
  })
  const emit: unknown = Reflect.get(server, 'emit')
  if (typeof emit !== 'function') return
  Object.assign(server, {
    emit: (event: unknown, ...values: readonly unknown[]): boolean => {
      const [request, socket, head] = values
      const isUpgrade =
        event === 'upgrade' &&
        request instanceof IncomingMessage &&
        socket instanceof Duplex &&
        Buffer.isBuffer(head)
      if (isUpgrade && [...all].some((each) => each(request, socket, head))) return true
      return Boolean(Reflect.apply(emit, server, [event, ...values]))
    },
  })
}

// A program without upgrades answers as if the client had not asked for one, which is what Node does without listeners.
function respondWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(request.socket)
  response.on('finish', () => socket.end())
  server.emit('request', request, response)
}
