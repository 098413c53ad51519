import type { Logger } from 'pino'
import { completeSignIn, type CompleteSignInDeps } from '../entry/enter.js'
import { PortcullisError } from '../errors.js'
import type { PasswordBackend, PasswordLogin } from '../passwords/password-backend.js'
import { Halt, type TraceEntry } from '../pipeline/pipeline.js'
import type { OpenedSession } from '../session/opening.js'
import { CLOSE_CODES } from './protocol.js'
import type { LiveSocket } from './socket.js'
import { TICKET_TTL_MS, type Tickets } from './tickets.js'

export interface SocketSignInDeps extends CompleteSignInDeps {
  readonly passwordBackend: PasswordBackend | null
  readonly tickets: Tickets
  readonly log: Logger
}

/** What somebody typed into a live page. */
export interface SocketCredentials {
  readonly username: string
  readonly password: string
}

/** Where a sign-in tells of itself. */
export interface SocketSignInTrace {
  readonly reference: string
  readonly trace: TraceEntry[]
}

/**
 * Signs a browser in over its socket, as somebody new or anew: the session that it had is replaced, a ticket for the
 * cookie goes to the page, and the socket, which stood for something else until now, is closed.
 * @throws PortcullisError as `identify` and the pipeline do; page_required without the cookie that a ticket is bound to
 */
export async function signInBySocket(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  { username, password }: SocketCredentials,
  { reference, trace }: SocketSignInTrace,
): Promise<OpenedSession> {
  const { clientInfo, browserId } = socket.client
  if (deps.passwordBackend === null) {
    throw new PortcullisError('not_found', { detail: 'local passwords are switched off' })
  }
  if (browserId === null)
    throw new PortcullisError('page_required', { detail: 'a sign-in without a browser' })
  const login = await deps.passwordBackend.verify({ name: username, password, address: clientInfo.address })
  socket.isSigningIn = true
  try {
    const opened = await openSession(deps, socket, login, { reference, trace })
    const ticket = await deps.tickets.issue(opened, browserId)
    socket.send({ type: 'ticket', ticket, seconds: TICKET_TTL_MS / 1000 })
    socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
    return opened
  } finally {
    socket.isSigningIn = false
  }
}

async function openSession(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  login: PasswordLogin,
  { reference, trace }: SocketSignInTrace,
): Promise<OpenedSession> {
  const { clientInfo, token } = socket.client
  const sessionOptions = {
    kind: 'browser',
    clientInfo,
    replacesToken: socket.current?.token ?? token,
  } as const
  const outcome = await completeSignIn(
    deps,
    { ...login, intent: 'sign-in', current: null, ...sessionOptions },
    trace,
  )
  deps.log.info({ reference, trace }, 'live sign-in')
  if (outcome instanceof Halt) {
    throw new PortcullisError('interaction_required', {
      detail: `the sign-in asks for ${outcome.questionType}`,
    })
  }
  return outcome
}
