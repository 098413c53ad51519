import { ENGLISH } from '../locales/locales.js'
import type { Logger } from 'pino'
import type { SignInEvent } from '../audit/sign-in-event.js'
import type { TraceWriter } from '../audit/trace-writer.js'
import type { PasswordBackend, PasswordLogin } from '../backends/password/backend.js'
import { PortcullisError } from '../errors.js'
import { TICKET_TTL_MS, type Tickets } from '../flows/tickets.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { Metrics } from '../metrics.js'
import { browserName } from '../middleware/client-info.js'
import { toPortcullisError } from '../middleware/error-handler.js'
import { completeSignIn, type CompleteSignInDeps, requireOpenedSession } from '../pipeline/run.js'
import type { SignInRecorder } from '../pipeline/sign-in-recorder.js'
import { networkKey } from '../rate-limit/rate-limiter.js'
import type { OpenedSession } from '../sessions/session-store.js'
import { CLOSE_CODES } from './messages.js'
import type { LiveSocket } from './socket.js'

export interface SocketSignInDeps extends CompleteSignInDeps {
  readonly backends: { readonly password: PasswordBackend | null }
  readonly flows: { readonly tickets: Tickets }
  readonly metrics: Metrics
  readonly traceWriter: TraceWriter
  readonly log: Logger
}

const TRANSPORT = 'socket'

/** What the user typed into a live page. */
export interface SocketCredentials {
  readonly username: string
  readonly password: string
}

/**
 * Signs a browser in over its socket, and tells the metrics and the trace how that ended.
 * @throws PortcullisError as `PasswordBackend.verify` and the pipeline do; browser_cookie_required without the cookie
 *   that a ticket is bound to
 */
export async function signInBySocket(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  credentials: SocketCredentials,
  recorder: SignInRecorder,
): Promise<void> {
  const { clientInfo } = socket.client
  const recordEnd = (error: PortcullisError | null): SignInEvent | null => {
    deps.metrics.signIn(PASSWORD_BACKEND, TRANSPORT, error?.code ?? 'ok')
    return recorder.toEvent({ at: deps.clock(), browser: browserName(clientInfo.userAgent, ENGLISH), error })
  }
  recorder.recordSignIn(PASSWORD_BACKEND, TRANSPORT)
  try {
    await recorder.time('whole', () => sendTicket(deps, socket, credentials, recorder))
  } catch (thrown) {
    const error = toPortcullisError(thrown)
    const event = recordEnd(error)
    if (event !== null) await deps.traceWriter.recordFailure(event, networkKey(clientInfo.address))
    throw error
  }
  const event = recordEnd(null)
  if (event !== null) deps.traceWriter.record(event)
}

/**
 * Opens a session in place of the one that the browser had, and sends the page a ticket for its cookie. The socket, which
 * belonged to the earlier session or to none, is closed.
 */
async function sendTicket(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  { username, password }: SocketCredentials,
  recorder: SignInRecorder,
): Promise<void> {
  const { clientInfo, browserId, findKnownBrowser } = socket.client
  if (deps.backends.password === null) {
    throw new PortcullisError('not_found', { detail: 'PASSWORD_LOGIN is off' })
  }
  if (browserId === null)
    throw new PortcullisError('browser_cookie_required', { detail: 'a sign-in without the browser cookie' })
  const login = await deps.backends.password.verify({
    name: username,
    password,
    address: clientInfo.address,
    findKnownBrowser,
  })
  socket.isSigningIn = true
  try {
    const opened = await openSession(deps, socket, login, recorder)
    const ticket = await deps.flows.tickets.issue(opened, browserId)
    socket.send({ type: 'ticket', ticket, seconds: TICKET_TTL_MS / 1000 })
    socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
  } finally {
    socket.isSigningIn = false
  }
}

async function openSession(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  login: PasswordLogin,
  recorder: SignInRecorder,
): Promise<OpenedSession> {
  const { clientInfo, token, language } = socket.client
  const replacesToken = socket.current?.token ?? token
  const sessionOptions = { kind: 'browser', clientInfo, replacesToken, language } as const
  const outcome = await completeSignIn(deps, { ...login, intent: 'sign-in', ...sessionOptions }, recorder)
  deps.log.info({ reference: recorder.reference, trace: recorder.steps }, 'live sign-in')
  return requireOpenedSession(outcome)
}
