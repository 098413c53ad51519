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
import { Halt, type TraceEntry } from '../pipeline/pipeline.js'
import { completeSignIn, type CompleteSignInDeps } from '../pipeline/run.js'
import { networkKey } from '../rate-limit/rate-limiter.js'
import type { OpenedSession } from '../sessions/session-store.js'
import { CLOSE_CODES } from './messages.js'
import type { LiveSocket } from './socket.js'

export interface SocketSignInDeps extends CompleteSignInDeps {
  readonly backends: { readonly password: PasswordBackend | null }
  readonly flows: { readonly tickets: Tickets }
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
 * @throws PortcullisError as `identify` and the pipeline do; browser_cookie_required without the cookie that a ticket is bound to
 */
export async function signInBySocket(
  deps: SocketSignInDeps,
  socket: LiveSocket,
  { username, password }: SocketCredentials,
  { reference, trace }: SocketSignInTrace,
): Promise<OpenedSession> {
  const { clientInfo, browserId } = socket.client
  if (deps.backends.password === null) {
    throw new PortcullisError('not_found', { detail: 'local passwords are switched off' })
  }
  if (browserId === null)
    throw new PortcullisError('browser_cookie_required', { detail: 'a sign-in without a browser' })
  const login = await deps.backends.password.verify({ name: username, password, address: clientInfo.address })
  socket.isSigningIn = true
  try {
    const opened = await openSession(deps, socket, login, { reference, trace })
    const ticket = await deps.flows.tickets.issue(opened, browserId)
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

const TRANSPORT = 'socket'

export interface TracedSignInDeps extends SocketSignInDeps {
  readonly metrics: Metrics
  readonly traceWriter: TraceWriter
}

/**
 * Signs a browser in over its socket, and tells the metrics and the trace how that went.
 * @throws PortcullisError as `signInOver` does
 */
export async function signInWithTrace(
  deps: TracedSignInDeps,
  socket: LiveSocket,
  credentials: SocketCredentials,
  reference: string,
): Promise<void> {
  const recording: SocketSignInTrace = { reference, trace: [] }
  const startedAt = performance.now()
  const elapsedMs = () => Math.round(performance.now() - startedAt)
  try {
    const { user } = await signInBySocket(deps, socket, credentials, recording)
    deps.metrics.signIn(PASSWORD_BACKEND, TRANSPORT, 'ok')
    deps.traceWriter.record(
      toSignInEvent(deps, socket, { ...recording, ms: elapsedMs(), userId: user.id, error: null }),
    )
  } catch (thrown) {
    const error = toPortcullisError(thrown)
    deps.metrics.signIn(PASSWORD_BACKEND, TRANSPORT, error.code)
    const event = toSignInEvent(deps, socket, { ...recording, ms: elapsedMs(), userId: null, error })
    await deps.traceWriter.recordFailure(event, networkKey(socket.client.clientInfo.address))
    throw error
  }
}

function toSignInEvent(
  { clock }: Pick<TracedSignInDeps, 'clock'>,
  { client }: LiveSocket,
  { reference, trace, ms, userId, error }: SocketSignInTrace & SignInEnd,
): SignInEvent {
  const kind = error === null ? 'signed-in' : error.kind.status < 500 ? 'refused' : 'failed'
  return {
    ...{ kind: kind, at: clock(), reference, backend: PASSWORD_BACKEND, code: error?.code ?? null },
    userId: userId ?? trace.findLast((entry: TraceEntry) => entry.userId !== undefined)?.userId ?? null,
    ...{ intent: 'sign-in', carrier: TRANSPORT, begunAt: null, tripMs: null },
    browser: browserName(client.clientInfo.userAgent),
    error: error?.detail ?? null,
    steps: trace.map(({ step, reason, ms: stepMs, ended = null }) => ({
      step,
      because: reason,
      ms: stepMs,
      ended,
    })),
    phases: [{ phase: 'whole', ms }],
    calls: [],
  }
}

interface SignInEnd {
  readonly ms: number
  readonly userId: string | null
  readonly error: PortcullisError | null
}
