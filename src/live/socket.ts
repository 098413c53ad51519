import type { RawData, WebSocket } from 'ws'
import type { CurrentSession } from '../session/current.js'
import type { ClientInfo } from '../session/visit.js'
import { MonotonicTokenBucket } from './allowance.js'
import { CLOSE_CODES, type CloseCode, type ServerMessage } from './protocol.js'

const BURST = 20
const MESSAGES_PER_SECOND = 5
const MAX_BUFFERED_BYTES = 64 * 1024

/** Whose socket it is: somebody with a session, or a visitor whose browser we know and who may sign in. */
export interface SocketClient {
  readonly current: CurrentSession | null
  /** The token that the request carried, whether or not its session lives; a sign-in replaces that one. Secret. */
  readonly token: string | null
  /** The id of the browser, where it has the cookie; without it nobody can sign in over the socket. */
  readonly browserId: string | null
  readonly clientInfo: ClientInfo
}

export type OnText = (text: string) => Promise<void>

/** One open socket. Its messages are answered one after another, and no faster than its allowance lets them come. */
export class LiveSocket {
  readonly client: SocketClient
  readonly openedAt: Date
  /** The session as it was last seen; null for a visitor. It only ever changes to a newer view of the same session. */
  current: CurrentSession | null
  /** True while a sign-in over this socket opens another session: the ticket must get through before the end. */
  isSigningIn = false
  readonly #ws: WebSocket
  readonly #bucket = new MonotonicTokenBucket(BURST, MESSAGES_PER_SECOND)
  #work: Promise<void> = Promise.resolve()
  #isAlive = true

  constructor(ws: WebSocket, client: SocketClient, openedAt: Date) {
    this.#ws = ws
    this.client = client
    this.current = client.current
    this.openedAt = openedAt
  }

  /** Begins to listen; `onText` never rejects. `onClose` is called once. */
  listen(onText: OnText, onClose: () => void): void {
    const ws = this.#ws
    ws.on('message', (data, isBinary) => {
      if (!this.#consumeToken()) return
      const text = isBinary ? '' : toText(data)
      this.#work = this.#work.then(() => (this.isOpen ? onText(text) : undefined))
    })
    ws.on('ping', () => this.#consumeToken())
    ws.on('pong', () => {
      this.#isAlive = true
    })
    // Whatever breaks the protocol or the connection ends in a close, too; ws has chosen the code.
    ws.on('error', () => undefined)
    ws.on('close', onClose)
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN
  }

  /** Settles when every message so far has been answered. */
  get settled(): Promise<void> {
    return this.#work
  }

  send(message: ServerMessage): void {
    if (!this.isOpen) return
    if (this.#ws.bufferedAmount > MAX_BUFFERED_BYTES) this.terminate()
    else this.#ws.send(JSON.stringify(message))
  }

  close(code: CloseCode, reason: string): void {
    this.#ws.close(code, reason)
  }

  /** Ends the connection without a word. */
  terminate(): void {
    this.#ws.terminate()
  }

  /** Asks the peer for a sign of life; without one since the last time, it is dead. That is no use of the session. */
  heartbeat(): void {
    if (!this.#isAlive) {
      this.terminate()
      return
    }
    this.#isAlive = false
    if (this.isOpen) this.#ws.ping()
  }

  #consumeToken(): boolean {
    if (this.#bucket.take()) return true
    this.close(CLOSE_CODES.tooManyMessages, 'too many messages')
    return false
  }
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8')
}
