/*
 * Live pages: one WebSocket for each open page, at /api/live. The protocol is described in docs/live.md.
 *
 *   socket-server.ts    `Upgrades` (an upgrade request passes through the middleware, like any other request) and
 *                       `LiveSockets` (all open sockets); socket-quota.ts has their limits
 *   socket.ts           `authenticateSocket`: whose socket a request opens; `LiveSocket`: one open socket
 *   message-handler.ts  the answer to each message; messages.ts has the schemas of all messages
 *   socket-sign-in.ts   a sign-in with a password over the socket: session, then a ticket for its cookie (flows/tickets)
 *   session-monitor.ts  checks every 400 ms which sessions are still live
 *
 *   a socket is    until                                            close code
 *   a session's    the session ends, is replaced, or expires        4001, 4002, 4003
 *   anonymous      a sign-in over it, or twelve hours have passed   4002, 4003
 *
 * Below this folder: ../pipeline, ../flows, ../sessions and ../middleware; above it: ../routes/api/live.ts opens sockets,
 * ../app.ts creates them, ../server.ts closes them.
 */
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

/** Our messages are a few hundred bytes long. */
const MAX_MESSAGE_BYTES = 16 * 1024
const HEARTBEAT_INTERVAL_MS = 30_000

const SERVER_OPTIONS = {
  noServer: true,
  clientTracking: false,
  maxPayload: MAX_MESSAGE_BYTES,
  // Compression needs memory for each socket, and would not make such short messages shorter.
  perMessageDeflate: false,
  // A client that does not answer the closing handshake is disconnected.
  closeTimeout: 1500,
  handleProtocols: () => false as const,
}

export interface LiveSocketsDeps {
  readonly sessions: Pick<Sessions, 'filterLive'>
  readonly log: Logger
  readonly clock: () => Date
}

/** A valid upgrade request, and its connection. */
export interface Handshake {
  readonly request: IncomingMessage
  readonly upgrade: Upgrade
  /** Additional header lines of the response. */
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

  /** The number of open sockets. */
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

  /** Completes the handshake, and tracks the socket until it closes. */
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

  /** Closes the sockets of a session that this process has just ended, or replaced with another. */
  onSessionEnded(token: string, how: 'ended' | 'replaced'): void {
    for (const socket of this.#open) {
      if (socket.current?.token !== token || socket.isSigningIn) continue
      if (how === 'ended') socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
      else socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
    }
  }

  /** Closes all sockets after their last messages were answered, and accepts no new ones. */
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

/** A connection that asks for another protocol than HTTP. */
export interface Upgrade {
  readonly socket: Socket
  /** Bytes that arrived after the request. */
  readonly head: Buffer
}

interface PendingUpgrade extends Upgrade {
  readonly response: ServerResponse
}

/**
 * Passes requests for another protocol through the same middleware as all others, so that guards, errors and log are
 * the same. A rejection is an ordinary response; the route that accepts an upgrade takes the connection away from
 * HTTP. Node hands over every request with `Connection: Upgrade` as soon as there is a listener, also for protocols
 * that we do not speak, such as `h2c`. These requests are answered as if they had not asked, and the connection is
 * closed.
 */
export class Upgrades {
  readonly #pending = new WeakMap<IncomingMessage, PendingUpgrade>()

  /** Passes the upgrade requests of this server to `handler`. */
  attach(server: Server, handler: UpgradeHandler): void {
    const take = this.createListener(handler)
    server.on('upgrade', (request: IncomingMessage, _duplex: unknown, head: Buffer) => {
      take(request, head)
    })
  }

  /** Creates a function that passes an upgrade request to `handler`. */
  createListener(handler: UpgradeHandler): (request: IncomingMessage, head: Buffer) => void {
    return (request, head) => {
      const { socket } = request
      // Node has released the socket. Without a listener its errors would end the process.
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
    }
  }

  /** Whether this request asks for an upgrade and has not been answered yet. */
  has(request: IncomingMessage): boolean {
    return this.#pending.has(request)
  }

  /**
   * Takes the connection of this request away from HTTP, for which the response is complete; null when it did not ask
   * for an upgrade.
   */
  accept(request: IncomingMessage): Upgrade | null {
    const pending = this.#pending.get(request)
    if (!pending) return null
    this.#pending.delete(request)
    const { socket, head, response } = pending
    response.detachSocket(socket)
    // Listeners for the end of the response must not react to later errors of the socket.
    response.emit('finish')
    return { socket, head }
  }
}
