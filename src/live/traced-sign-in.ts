import type { PortcullisError } from '../errors.js'
import type { TraceWriter } from '../journal/journal.js'
import type { SignInEvent } from '../journal/sign-in-event.js'
import { networkKey } from '../limits/network-of.js'
import type { Metrics } from '../metrics/metrics.js'
import type { TraceEntry } from '../pipeline/pipeline.js'
import { PASSWORD_BACKEND } from '../policy.js'
import { browserName } from '../web/browser-name.js'
import { toPortcullisError } from '../web/failures.js'
import {
  signInBySocket,
  type SocketSignInDeps,
  type SocketSignInTrace,
  type SocketCredentials,
} from './sign-in-over.js'
import type { LiveSocket } from './socket.js'

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
