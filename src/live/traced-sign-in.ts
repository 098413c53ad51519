import type { PortcullisError } from '../errors.js'
import type { Journal } from '../journal/journal.js'
import type { SignInEvent } from '../journal/sign-in-event.js'
import { networkOf } from '../limits/network-of.js'
import type { Metrics } from '../metrics/metrics.js'
import type { Note } from '../pipeline/pipeline.js'
import { PASSWORD_BACKEND } from '../policy.js'
import { browserName } from '../web/browser-name.js'
import { toPortcullisError } from '../web/failures.js'
import { signInOver, type SignInParts, type Told, type Typed } from './sign-in-over.js'
import type { LiveSocket } from './socket.js'

const CARRIER = 'socket'

export interface TracedParts extends SignInParts {
  readonly metrics: Metrics
  readonly journal: Journal
}

/**
 * Signs a browser in over its socket, and tells the metrics and the trace how that went.
 * @throws PortcullisError as `signInOver` does
 */
export async function tracedSignIn(
  parts: TracedParts,
  socket: LiveSocket,
  typed: Typed,
  reference: string,
): Promise<void> {
  const told: Told = { reference, trace: [] }
  const began = performance.now()
  const ms = () => Math.round(performance.now() - began)
  try {
    const { user } = await signInOver(parts, socket, typed, told)
    parts.metrics.signIn(PASSWORD_BACKEND, CARRIER, 'ok')
    parts.journal.keep(eventOf(parts, socket, { ...told, ms: ms(), userId: user.id, error: null }))
  } catch (thrown) {
    const error = toPortcullisError(thrown)
    parts.metrics.signIn(PASSWORD_BACKEND, CARRIER, error.code)
    const event = eventOf(parts, socket, { ...told, ms: ms(), userId: null, error })
    await parts.journal.keepFailure(event, networkOf(socket.guest.visit.address))
    throw error
  }
}

function eventOf(
  { now }: Pick<TracedParts, 'now'>,
  { guest }: LiveSocket,
  { reference, trace, ms, userId, error }: Told & Ended,
): SignInEvent {
  const failed = error === null ? 'signed-in' : error.kind.status < 500 ? 'refused' : 'failed'
  return {
    ...{ kind: failed, at: now(), reference, backend: PASSWORD_BACKEND, code: error?.code ?? null },
    userId: userId ?? trace.findLast((note: Note) => note.userId !== undefined)?.userId ?? null,
    ...{ intent: 'sign-in', carrier: CARRIER, begunAt: null, tripMs: null },
    browser: browserName(guest.visit.userAgent),
    error: error?.detail ?? null,
    steps: trace.map(({ step, because, ms: took, ended = null }) => ({ step, because, ms: took, ended })),
    phases: [{ phase: 'whole', ms }],
    calls: [],
  }
}

interface Ended {
  readonly ms: number
  readonly userId: string | null
  readonly error: PortcullisError | null
}
