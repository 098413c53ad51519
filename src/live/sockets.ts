import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { PortcullisError } from '../errors.js'
import type { Sessions } from '../session/sessions.js'
import type { Conversation } from './conversation.js'
import { CLOSE_CODES } from './protocol.js'
import { Rounds } from './rounds.js'
import { type Guest, LiveSocket } from './socket.js'
import type { Upgrade } from './upgrades.js'

/** Messages are a few hundred bytes; what is larger is no message of ours. */
const MOST_BYTES = 16 * 1024
const MOST_SOCKETS = 10_000
const MOST_OF_ONE_GUEST = 20
const BEAT_EVERY_MS = 30_000

const SERVER_OPTIONS = {
  noServer: true,
  clientTracking: false,
  maxPayload: MOST_BYTES,
  // Compression costs memory for each socket, and messages this small gain nothing by it.
  perMessageDeflate: false,
  // Whoever does not answer our goodbye is cut off.
  closeTimeout: 1500,
  handleProtocols: () => false as const,
}

export interface LiveSocketsParts {
  readonly sessions: Pick<Sessions, 'live'>
  readonly log: Logger
  readonly now: () => Date
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
  readonly #parts: LiveSocketsParts
  readonly #open = new Set<LiveSocket>()
  readonly #rounds: Rounds
  readonly #server = new WebSocketServer(SERVER_OPTIONS)
  readonly #beat: NodeJS.Timeout
  #closing = false

  /** How many are open. */
  get size(): number {
    return this.#open.size
  }

  constructor(parts: LiveSocketsParts) {
    this.#parts = parts
    this.#rounds = new Rounds(parts, this.#open)
    this.#beat = setInterval(() => {
      for (const socket of this.#open) socket.beat()
    }, BEAT_EVERY_MS).unref()
  }

  /**
   * Whether one more socket of this guest may be opened.
   * @throws PortcullisError too_many_requests for one guest's twenty-first, unavailable when this process is full or stops
   */
  requireRoom(guest: Guest): void {
    if (this.#closing || this.#open.size >= MOST_SOCKETS) {
      throw new PortcullisError('unavailable', { detail: 'no room for sockets', retryAfterSeconds: 5 })
    }
    const whose = nameOf(guest)
    const count = [...this.#open].filter((socket) => nameOf(socket.guest) === whose).length
    if (count >= MOST_OF_ONE_GUEST) {
      throw new PortcullisError('too_many_requests', {
        detail: `more than ${MOST_OF_ONE_GUEST} sockets of one session or browser`,
        retryAfterSeconds: 30,
      })
    }
  }

  /** Finishes the handshake, and keeps the socket until it ends. */
  accept({ request, upgrade, headers }: Handshake, guest: Guest, conversation: Conversation): void {
    const add = (lines: string[], of: IncomingMessage) => {
      if (of === request) lines.push(...headers)
    }
    this.#server.on('headers', add)
    this.#server.handleUpgrade(request, upgrade.socket, upgrade.head, (ws) => {
      const socket = new LiveSocket(ws, guest, this.#parts.now())
      this.#open.add(socket)
      socket.listen(
        (text) => conversation.answer(socket, text),
        () => this.#open.delete(socket),
      )
      conversation.greet(socket)
      this.#rounds.start()
    })
    this.#server.off('headers', add)
  }

  /** Closes the sockets of a session that this process has just ended, or replaced by another. */
  sessionGone(token: string, how: 'ended' | 'replaced'): void {
    for (const socket of this.#open) {
      if (socket.current?.token !== token || socket.isSigningIn) continue
      if (how === 'ended') socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
      else socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
    }
  }

  /** Says goodbye to all, lets the last messages be answered, and takes nobody any more. */
  async close(): Promise<void> {
    this.#closing = true
    clearInterval(this.#beat)
    const sockets = [...this.#open]
    for (const socket of sockets) socket.close(CLOSE_CODES.goingAway, 'the server stops')
    await Promise.all(sockets.map((socket) => socket.settled))
    await this.#rounds.stop()
  }
}

function nameOf({ current, browserId }: Guest): string {
  return current === null ? `browser ${browserId}` : `session ${current.session.id}`
}
