import type { Context } from 'koa'
import type { SignInKind } from '../audit/sign-in-event.js'
import { newReference } from '../crypto/tokens.js'
import type { ErrorCode, PortcullisError } from '../errors.js'
import type { RecordedCall } from '../http-client/recorded-calls.js'
import type { TraceEntry } from '../pipeline/pipeline.js'

/** What middleware notes about a request for its error page and its log line. */
export interface RequestContext {
  /** Shown to the visitor and logged; an attempt replaces it by its own. */
  reference: string
  /** Where an error page lets the visitor start again, as a path below the base path. */
  retryPath: string | null
  /** Shows a failure on the page where it happened, such as a form to correct; null where the error page does better. */
  renderError: ((error: PortcullisError, reference: string) => string | null) | null
  /** Steps of the pipeline, for the log and the trace. */
  readonly trace: TraceEntry[]
  /** The sign-in that this request begins or tries to end, for the metrics and the trace. */
  signIn: SignInContext | null
  /** What the person is asked, when the sign-in halted. */
  haltedOn: string | null
  /** How the request ended badly, if it did. */
  error: ErrorCode | null
  /** What was wrong, for the log and the trace. */
  errorDetail: string | null
}

/** A sign-in at a backend. Whoever learns more about it while the request is answered says so here. */
export interface SignInContext {
  readonly backend: string
  /** "browser", "bearer", "device" or "socket". */
  readonly transport: string
  /** What the trace calls it if all goes well; null when that is no news, as of a trip that has begun. */
  eventKind: SignInKind | null
  /** Whether the trip only begins with this request. */
  readonly isStart: boolean
  /** "sign-in", "connect" or "test". */
  intent: string
  /** When its trip to the provider began; null without one. */
  begunAt: Date | null
  userId: string | null
  /** How long its phases took, in seconds. */
  readonly phases: Map<string, number>
  /** What the provider was asked meanwhile. */
  readonly calls: RecordedCall[]
}

/**
 * Notes that this request is about a sign-in, so that its end is counted and traced, however it ends.
 * @returns the note, for what is found out later
 */
export function recordSignIn(
  ctx: Context,
  backend: string,
  transport: string,
  details: Partial<Pick<SignInContext, 'eventKind' | 'isStart' | 'intent' | 'userId'>> = {},
): SignInContext {
  const signIn: SignInContext = {
    ...{
      backend,
      transport,
      eventKind: 'signed-in',
      isStart: false,
      intent: 'sign-in',
      begunAt: null,
      userId: null,
    },
    ...details,
    ...{ phases: new Map(), calls: [] },
  }
  requestContext(ctx).signIn = signIn
  return signIn
}

/**
 * Does the work of one phase of the sign-in, and notes how long it took, also when it fails. The work is given the list
 * in which its calls to the provider are to be noted.
 */
export async function timed<T>(
  ctx: Context,
  phase: string,
  work: (calls: RecordedCall[]) => Promise<T>,
): Promise<T> {
  const { signIn } = requestContext(ctx)
  const start = performance.now()
  try {
    return await work(signIn?.calls ?? [])
  } finally {
    signIn?.phases.set(phase, (performance.now() - start) / 1000)
  }
}

const contexts = new WeakMap<Context, RequestContext>()

/** The notes of this request; made when first asked for. */
export function requestContext(ctx: Context): RequestContext {
  const existing = contexts.get(ctx)
  if (existing) return existing
  const created: RequestContext = {
    reference: newReference(),
    retryPath: null,
    renderError: null,
    trace: [],
    signIn: null,
    haltedOn: null,
    error: null,
    errorDetail: null,
  }
  contexts.set(ctx, created)
  return created
}
