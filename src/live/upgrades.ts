import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const REJECTION_TIMEOUT_MS = 10_000

type UpgradeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A connection that asks to become something else than HTTP. */
export interface Upgrade {
  readonly socket: Socket
  /** What came behind the request already. */
  readonly head: Buffer
}

interface PendingUpgrade extends Upgrade {
  readonly response: ServerResponse
}

/**
 * Gives requests that ask for another protocol to the same middleware as all others, so that guards, errors and log
 * are the same: a refusal is an ordinary answer, and whoever grants an upgrade takes the connection away from HTTP.
 * Node hands every request with `Connection: Upgrade` over as soon as anybody listens for them, also those that ask for
 * something we do not speak, such as `h2c`; they are answered as if they had not asked, and the connection is closed.
 */
export class Upgrades {
  readonly #pending = new WeakMap<IncomingMessage, PendingUpgrade>()

  /** Answers the upgrade requests of this server with `answer`. */
  attach(server: Server, handler: UpgradeHandler): void {
    server.on('upgrade', (request: IncomingMessage, _duplex: unknown, head: Buffer) => {
      const { socket } = request
      // Node has let go of the socket; without a listener its errors would end the process.
      socket.on('error', () => socket.destroy())
      socket.setTimeout(REJECTION_TIMEOUT_MS, () => socket.destroy())
      const response = new ServerResponse(request)
      response.shouldKeepAlive = false
      response.assignSocket(socket)
      response.on('finish', () => {
        if (this.#pending.delete(request)) socket.end()
      })
      this.#pending.set(request, { socket, head, response })
      void handler(request, response)
    })
  }

  /** Whether this request asked for an upgrade and has not been answered. */
  has(request: IncomingMessage): boolean {
    return this.#pending.has(request)
  }

  /** Takes the connection of this request away from HTTP, to which its answer is over; null when it asked for no upgrade. */
  accept(request: IncomingMessage): Upgrade | null {
    const pending = this.#pending.get(request)
    if (!pending) return null
    this.#pending.delete(request)
    const { socket, head, response } = pending
    response.detachSocket(socket)
    // Whoever waits for the end of the answer must not take later troubles of the socket for its own.
    response.emit('finish')
    return { socket, head }
  }
}
