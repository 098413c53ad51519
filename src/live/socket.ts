import type { Context } from 'koa'
import type { RawData, WebSocket } from 'ws'
import { PortcullisError } from '../errors.js'
import type { Translator } from '../locales/translator.js'
import { requestedLanguage, translatorOf } from '../middleware/language.js'
import { TokenBucket } from '../rate-limit/token-bucket.js'
import type { BrowserCookie } from '../sessions/browser-cookie.js'
import { type HttpSessions, readBearerToken } from '../sessions/http-sessions.js'
import type { KnownBrowsers, BrowserUser } from '../sessions/known-browsers.js'
import type { ClientInfo, CurrentSession } from '../sessions/session-store.js'
import { CLOSE_CODES, type CloseCode, type ServerMessage } from './messages.js'

const MAX_BURST = 20
const MAX_MESSAGES_PER_SECOND = 5
const MAX_BUFFERED_BYTES = 64 * 1024

/** The client of a socket: a session, or a browser that we know and that may sign in. */
export interface SocketClient {
  readonly current: CurrentSession | null
  /**
   * The secret token that the request carried, whether or not its session is live. A sign-in replaces that session.
   */
  readonly token: string | null
  /** The ID of the browser, if it has the cookie. Without it the client cannot sign in over the socket. */
  readonly browserId: string | null
  readonly clientInfo: ClientInfo
  /** The ID that the browser of the socket has for this user (`KnownBrowsers`). */
  readonly findKnownBrowser: (user: BrowserUser) => string | null
  /** The language of the page. */
  readonly translator: Translator
  /** The tag of the language that the browser has asked for, or null. */
  readonly language: string | null
}

export type OnText = (text: string) => Promise<void>

/** One open socket. Its messages are handled one after the other, no faster than its rate limit allows. */
export class LiveSocket {
  readonly client: SocketClient
  readonly openedAt: Date
  /** The session as it was last seen; null without one. It only changes to a newer view of the same session. */
  current: CurrentSession | null
  /**
   * True while a sign-in over this socket opens another session: the ticket must be sent before the socket closes.
   */
  isSigningIn = false
  readonly #ws: WebSocket
  readonly #bucket = new TokenBucket({
    capacity: MAX_BURST,
    refillMs: (MAX_BURST / MAX_MESSAGES_PER_SECOND) * 1000,
  })
  #work: Promise<void> = Promise.resolve()
  #isAlive = true

  constructor(ws: WebSocket, client: SocketClient, openedAt: Date) {
    this.#ws = ws
    this.client = client
    this.current = client.current
    this.openedAt = openedAt
  }

  /** Starts to listen; `onText` never rejects. `onClose` is called once. */
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
    // An error of the protocol or the connection also closes the socket; ws has chosen the code.
    ws.on('error', () => undefined)
    ws.on('close', onClose)
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN
  }

  /** Settles when every message so far has been handled. */
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

  /** Ends the connection without the closing handshake. */
  terminate(): void {
    this.#ws.terminate()
  }

  /**
   * Sends a ping. A client that has not answered the previous one is disconnected. A ping does not count as use of
   * the session.
   */
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

const WEBSOCKET_VERSION = '13'
const ANONYMOUS_QUERY = 'as=visitor'

export interface HandshakeDeps {
  readonly origin: string
  readonly sessions: Pick<HttpSessions, 'current' | 'token' | 'hasCredential'>
  readonly browserCookie: Pick<BrowserCookie, 'id'>
  readonly knownBrowsers: Pick<KnownBrowsers, 'find'>
}

/**
 * Determines the client of an upgrade request (RFC 6455 section 4.2.1). A request with a session gets a socket of
 * that session, and an ended session is rejected. Without a session, or with `?as=visitor`, it gets an anonymous
 * socket, for which the browser must have loaded one of our pages before.
 * @throws PortcullisError upgrade_required, bad_request, origin_rejected, login_required, browser_cookie_required
 */
export function authenticateSocket(deps: HandshakeDeps, ctx: Context, clientInfo: ClientInfo): SocketClient {
  requireHandshake(ctx)
  // URLs end up in logs and histories, so nothing in one may grant access.
  if (ctx.querystring !== '' && ctx.querystring !== ANONYMOUS_QUERY) {
    throw new PortcullisError('bad_request', { detail: 'the address of a socket carries nothing' })
  }
  // Browsers send our cookies with a socket of any page. Only Origin tells which page opens it. A page cannot send a
  // bearer token with a socket.
  if (readBearerToken(ctx) === undefined && ctx.get('Origin') !== deps.origin) {
    throw new PortcullisError('origin_rejected', { detail: 'the Origin of the socket is not ours' })
  }
  const token = deps.sessions.token(ctx)
  const browserId = deps.browserCookie.id(ctx)
  const current = ctx.querystring === ANONYMOUS_QUERY ? null : deps.sessions.current(ctx)
  if (current === null) {
    if (ctx.querystring !== ANONYMOUS_QUERY && deps.sessions.hasCredential(ctx)) {
      throw new PortcullisError('login_required', { detail: 'a socket with a session that has ended' })
    }
    if (browserId === null)
      throw new PortcullisError('browser_cookie_required', { detail: 'no cookie of ours' })
  }
  const findKnownBrowser = (user: BrowserUser) => deps.knownBrowsers.find(ctx, user)
  const languages = { translator: translatorOf(ctx), language: requestedLanguage(ctx) }
  return { current, token, browserId, clientInfo, findKnownBrowser, ...languages }
}

function requireHandshake(ctx: Context): void {
  if (
    ctx.get('Upgrade').toLowerCase() !== 'websocket' ||
    ctx.get('Sec-WebSocket-Version') !== WEBSOCKET_VERSION
  ) {
    ctx.set('Upgrade', 'websocket')
    ctx.set('Sec-WebSocket-Version', WEBSOCKET_VERSION)
    throw new PortcullisError('upgrade_required', { detail: `no WebSocket of version ${WEBSOCKET_VERSION}` })
  }
  if (!/^[+/0-9A-Za-z]{22}==$/.test(ctx.get('Sec-WebSocket-Key'))) {
    throw new PortcullisError('bad_request', { detail: 'Sec-WebSocket-Key is missing or malformed' })
  }
}
