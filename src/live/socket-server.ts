import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { PortcullisError } from '../errors.js'
import type { Sessions } from '../sessions/sessions.js'
import type { MessageHandler } from './message-handler.js'
import { CLOSE_CODES } from './messages.js'
import { SessionMonitor } from './session-monitor.js'
import { SocketQuotas } from './socket-quota.js'
import { LiveSocket, type SocketClient } from './socket.js'

/** Messages are a few hundred bytes; what is larger is no message of ours. */
const MAX_MESSAGE_BYTES = 16 * 1024
const HEARTBEAT_INTERVAL_MS = 30_000

const SERVER_OPTIONS = {
  noServer: true,
  clientTracking: false,
  maxPayload: MAX_MESSAGE_BYTES,
  // Compression costs memory for each socket, and messages this small gain nothing by it.
  perMessageDeflate: false,
  // Whoever does not answer our goodbye is cut off.
  closeTimeout: 1500,
  handleProtocols: () => false as const,
}

export interface LiveSocketsDeps {
  readonly sessions: Pick<Sessions, 'filterLive'>
  readonly log: Logger
  readonly clock: () => Date
}

/** A request that was found to be in order, and its connection. */
export interface Handshake {
  readonly request: IncomingMessage
  readonly upgrade: Upgrade
  /** Further lines of the answer. */
  readonly headers: readonly string[]
}

/** All open sockets of this process. */
export class LiveSockets {
  readonly #deps: LiveSocketsDeps
  readonly #open = new Set<LiveSocket>()
  readonly #quotas = new SocketQuotas()
  readonly #monitor: SessionMonitor
  readonly #server = new WebSocketServer(SERVER_OPTIONS)
  readonly #heartbeat: NodeJS.Timeout
  #isClosing = false

  /** How many are open. */
  get size(): number {
    return this.#open.size
  }

  constructor(deps: LiveSocketsDeps) {
    this.#deps = deps
    this.#monitor = new SessionMonitor(deps, this.#open)
    this.#heartbeat = setInterval(() => {
      for (const socket of this.#open) socket.heartbeat()
    }, HEARTBEAT_INTERVAL_MS).unref()
  }

  /**
   * Checks that one more socket of this client may be opened.
   * @throws PortcullisError too_many_requests and unavailable as `SocketQuotas` does; unavailable when this process stops
   */
  assertCapacity(client: SocketClient): void {
    if (this.#isClosing)
      throw new PortcullisError('unavailable', { detail: 'the process is stopping', retryAfterSeconds: 5 })
    this.#quotas.assertAvailable(client)
  }

  /** Finishes the handshake, and keeps the socket until it ends. */
  accept({ request, upgrade, headers }: Handshake, client: SocketClient, handler: MessageHandler): void {
    const addHeaders = (lines: string[], upgraded: IncomingMessage) => {
      if (upgraded === request) lines.push(...headers)
    }
    this.#server.on('headers', addHeaders)
    this.#server.handleUpgrade(request, upgrade.socket, upgrade.head, (ws) => {
      const socket = new LiveSocket(ws, client, this.#deps.clock())
      this.#open.add(socket)
      const release = this.#quotas.add(client)
      socket.listen(
        (text) => handler.handle(socket, text),
        () => {
          this.#open.delete(socket)
          release()
        },
      )
      handler.sendState(socket)
      this.#monitor.start()
    })
    this.#server.off('headers', addHeaders)
  }

  /** Closes the sockets of a session that this process has just ended, or replaced by another. */
  onSessionEnded(token: string, how: 'ended' | 'replaced'): void {
    for (const socket of this.#open) {
      if (socket.current?.token !== token || socket.isSigningIn) continue
      if (how === 'ended') socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
      else socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
    }
  }

  /** Says goodbye to all, lets the last messages be answered, and takes nobody any more. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearInterval(this.#heartbeat)
    const sockets = [...this.#open]
    for (const socket of sockets) socket.close(CLOSE_CODES.goingAway, 'the server stops')
    await Promise.all(sockets.map((socket) => socket.settled))
    await this.#monitor.stop()
  }
}

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
