import type { Logger } from 'pino'
import { newReference } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { Partials } from '../partials/partials.js'
import type { PasswordBackend } from '../passwords/password-backend.js'
import type { Sessions } from '../session/sessions.js'
import { toPortcullisError } from '../web/failures.js'
import { type ClientMessage, CLOSE_CODES, errorMessage, readClientMessage } from './protocol.js'
import type { LiveSocket } from './socket.js'
import { stateOf, type StateParts } from './state.js'
import { tracedSignIn, type TracedParts } from './traced-sign-in.js'

const USE_AFTER_MS = 60_000

export interface ConversationParts extends StateParts, TracedParts {
  readonly sessions: Sessions
  readonly partials: Pick<Partials, 'dropAllOf'>
  readonly passwordBackend: PasswordBackend | null
  readonly log: Logger
}

/** Answers what a page says over its socket. */
export class Conversation {
  readonly #parts: ConversationParts
  readonly #usedAt = new WeakMap<LiveSocket, Date>()

  constructor(parts: ConversationParts) {
    this.#parts = parts
  }

  /** The first word: who is signed in. */
  greet(socket: LiveSocket): void {
    this.#usedAt.set(socket, this.#parts.now())
    socket.send(stateOf(this.#parts, socket.current))
  }

  /** Answers one message; never rejects. */
  async answer(socket: LiveSocket, text: string): Promise<void> {
    const message = readClientMessage(text)
    const reference = newReference()
    try {
      if (message === null) throw new PortcullisError('bad_request', { detail: 'no message of the protocol' })
      await this.#act(socket, message, reference)
    } catch (thrown) {
      const error = toPortcullisError(thrown)
      const line = { error: error.code, reference, detail: error.detail, err: error.cause }
      if (error.kind.status >= 500) this.#parts.log.error(line, 'live message failed')
      else this.#parts.log.info(line, 'live message refused')
      socket.send(errorMessage(error, reference))
    }
  }

  #act(socket: LiveSocket, message: ClientMessage, reference: string): Promise<void> {
    switch (message.type) {
      case 'ping':
        return this.#ping(socket)
      case 'login':
        return tracedSignIn(this.#parts, socket, message, reference)
      case 'logout':
        return this.#logout(socket)
    }
  }

  // A sign of use. The service is asked at most once a minute, since it notes no more than that.
  async #ping(socket: LiveSocket): Promise<void> {
    const now = this.#parts.now()
    const usedAt = this.#usedAt.get(socket) ?? socket.openedAt
    let renewed = false
    if (socket.current !== null && now.getTime() - usedAt.getTime() >= USE_AFTER_MS) {
      this.#usedAt.set(socket, now)
      renewed = await this.#use(socket, socket.current.token)
    }
    socket.send({ type: 'pong', renewed })
  }

  async #use(socket: LiveSocket, token: string): Promise<boolean> {
    const before = JSON.stringify(stateOf(this.#parts, socket.current))
    const found = await this.#parts.sessions.find(token)
    if (found === null) {
      socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
      return false
    }
    // Where the token itself holds the times, the socket goes on with the newer one, as the browser must.
    const newer = found.reissued === null ? null : this.#parts.sessions.tokenOf(found.reissued)
    socket.current = newer === null ? found : { ...found, token: newer }
    const state = stateOf(this.#parts, socket.current)
    if (JSON.stringify(state) !== before) socket.send(state)
    return found.reissued !== null
  }

  async #logout(socket: LiveSocket): Promise<void> {
    if (socket.current === null) throw new PortcullisError('login_required', { detail: 'nobody to sign out' })
    await this.#parts.partials.dropAllOf(socket.guest.browserId)
    await this.#parts.sessions.end(socket.current.token)
    socket.close(CLOSE_CODES.sessionEnded, 'signed out')
  }
}
