import type { Logger } from 'pino'
import { PortcullisError } from '../errors.js'
import type { Partials } from '../flows/partials.js'
import { toPortcullisError } from '../middleware/error-handler.js'
import { SignInRecorder } from '../pipeline/sign-in-recorder.js'
import { sessionTouchIntervalMs } from '../sessions/session-use.js'
import type { Sessions } from '../sessions/sessions.js'
import {
  type ClientMessage,
  CLOSE_CODES,
  errorMessage,
  parseClientMessage,
  type StateDeps,
  toClientState,
} from './messages.js'
import { signInBySocket, type SocketSignInDeps } from './socket-sign-in.js'
import type { LiveSocket } from './socket.js'

export interface MessageHandlerDeps extends StateDeps, SocketSignInDeps {
  readonly sessions: Sessions
  readonly backends: StateDeps['backends'] & SocketSignInDeps['backends']
  readonly flows: SocketSignInDeps['flows'] & { readonly partials: Pick<Partials, 'discardForBrowser'> }
  readonly log: Logger
}

/** Responds to the messages that a page sends over its socket. */
export class MessageHandler {
  readonly #deps: MessageHandlerDeps
  readonly #touchedAt = new WeakMap<LiveSocket, Date>()

  constructor(deps: MessageHandlerDeps) {
    this.#deps = deps
  }

  /** Sends the first message: who is signed in. */
  sendState(socket: LiveSocket): void {
    this.#touchedAt.set(socket, this.#deps.clock())
    socket.send(toClientState(this.#deps, socket.current))
  }

  /** Responds to one message; never rejects. */
  async handle(socket: LiveSocket, text: string): Promise<void> {
    const message = parseClientMessage(text)
    const recorder = new SignInRecorder()
    try {
      if (message === null) throw new PortcullisError('bad_request', { detail: 'no message of the protocol' })
      await this.#dispatch(socket, message, recorder)
    } catch (thrown) {
      const error = toPortcullisError(thrown)
      const { reference } = recorder
      const line = { error: error.code, reference, detail: error.detail, err: error.cause }
      if (error.kind.status >= 500) this.#deps.log.error(line, 'live message failed')
      else this.#deps.log.info(line, 'live message refused')
      socket.send(errorMessage(error, reference, socket.client.translator))
    }
  }

  #dispatch(socket: LiveSocket, message: ClientMessage, recorder: SignInRecorder): Promise<void> {
    switch (message.type) {
      case 'ping':
        return this.#ping(socket)
      case 'login':
        return signInBySocket(this.#deps, socket, message, recorder)
      case 'logout':
        return this.#logout(socket)
    }
  }

  // A sign that the session is in use. The session service is called only when the use would be recorded.
  async #ping(socket: LiveSocket): Promise<void> {
    const now = this.#deps.clock()
    const touchedAt = this.#touchedAt.get(socket) ?? socket.openedAt
    let isRenewed = false
    const { current } = socket
    const isDue =
      current !== null && now.getTime() - touchedAt.getTime() >= sessionTouchIntervalMs(current.session)
    if (isDue) {
      this.#touchedAt.set(socket, now)
      isRenewed = await this.#touch(socket, current.token)
    }
    socket.send({ type: 'pong', renewed: isRenewed })
  }

  async #touch(socket: LiveSocket, token: string): Promise<boolean> {
    const previousState = JSON.stringify(toClientState(this.#deps, socket.current))
    const current = await this.#deps.sessions.find(token)
    if (current === null) {
      socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
      return false
    }
    // Where the token itself contains the times, the socket continues with the newer token, as the browser must.
    const nextToken =
      current.renewedToken === null ? null : this.#deps.sessions.verifyToken(current.renewedToken)
    socket.current = nextToken === null ? current : { ...current, token: nextToken }
    const state = toClientState(this.#deps, socket.current)
    if (JSON.stringify(state) !== previousState) socket.send(state)
    return current.renewedToken !== null
  }

  async #logout(socket: LiveSocket): Promise<void> {
    if (socket.current === null) throw new PortcullisError('login_required', { detail: 'no session to end' })
    await this.#deps.flows.partials.discardForBrowser(socket.client.browserId)
    await this.#deps.sessions.end(socket.current.token)
    socket.close(CLOSE_CODES.sessionEnded, 'signed out')
  }
}
