import type { RawData, WebSocket } from 'ws'
import type { Current } from '../session/current.js'
import type { Visit } from '../session/visit.js'
import { Allowance } from './allowance.js'
import { CLOSE_CODES, type CloseCode, type ServerMessage } from './protocol.js'

const BURST = 20
const MESSAGES_PER_SECOND = 5
const MOST_UNREAD_BYTES = 64 * 1024

/** Whose socket it is: somebody with a session, or a visitor whose browser we know and who may sign in. */
export interface Guest {
  readonly current: Current | null
  /** The token that the request carried, whether or not its session lives; a sign-in replaces that one. Secret. */
  readonly token: string | null
  /** The id of the browser, where it has the cookie; without it nobody can sign in over the socket. */
  readonly browserId: string | null
  readonly visit: Visit
}

export type OnText = (text: string) => Promise<void>

/** One open socket. Its messages are answered one after another, and no faster than its allowance lets them come. */
export class LiveSocket {
  readonly guest: Guest
  readonly openedAt: Date
  /** The session as it was last seen; null for a visitor. It only ever changes to a newer view of the same session. */
  current: Current | null
  /** True while a sign-in over this socket opens another session: the ticket must get through before the end. */
  isSigningIn = false
  readonly #ws: WebSocket
  readonly #allowance = new Allowance(BURST, MESSAGES_PER_SECOND)
  #work: Promise<void> = Promise.resolve()
  #heard = true

  constructor(ws: WebSocket, guest: Guest, openedAt: Date) {
    this.#ws = ws
    this.guest = guest
    this.current = guest.current
    this.openedAt = openedAt
  }

  /** Begins to listen; `onText` never rejects. `onClose` is called once. */
  listen(onText: OnText, onClose: () => void): void {
    const ws = this.#ws
    ws.on('message', (data, isBinary) => {
      if (!this.#spend()) return
      const text = isBinary ? '' : textOf(data)
      this.#work = this.#work.then(() => (this.isOpen ? onText(text) : undefined))
    })
    ws.on('ping', () => this.#spend())
    ws.on('pong', () => {
      this.#heard = true
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
    if (this.#ws.bufferedAmount > MOST_UNREAD_BYTES) this.terminate()
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
  beat(): void {
    if (!this.#heard) {
      this.terminate()
      return
    }
    this.#heard = false
    if (this.isOpen) this.#ws.ping()
  }

  #spend(): boolean {
    if (this.#allowance.take()) return true
    this.close(CLOSE_CODES.tooManyMessages, 'too many messages')
    return false
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8')
}
