import type { Context } from 'koa'
import { newReference } from '../crypto/token.js'
import type { ErrorCode, PortcullisError } from '../errors.js'
import type { SignInKind } from '../journal/sign-in-event.js'
import type { Call } from '../outbound/calls.js'
import type { Note } from '../pipeline/pipeline.js'

/** What middleware notes about a request for its error page and its log line. */
export interface RequestNotes {
  /** Shown to the visitor and logged; an attempt replaces it by its own. */
  reference: string
  /** Where an error page lets the visitor start again, as a path below the base path. */
  again: string | null
  /** Shows a failure on the page where it happened, such as a form to correct; null where the error page does better. */
  failurePage: ((error: PortcullisError, reference: string) => string | null) | null
  /** Steps of the pipeline, for the log and the trace. */
  readonly trace: Note[]
  /** The sign-in that this request begins or tries to end, for the metrics and the trace. */
  signIn: SignInNote | null
  /** What the person is asked, when the sign-in halted. */
  halted: string | null
  /** How the request ended badly, if it did. */
  error: ErrorCode | null
  /** What was wrong, for the log and the trace. */
  errorDetail: string | null
}

/** A sign-in at a backend. Whoever learns more about it while the request is answered says so here. */
export interface SignInNote {
  readonly backend: string
  /** "browser", "bearer", "device" or "socket". */
  readonly carrier: string
  /** What the trace calls it if all goes well; null when that is no news, as of a trip that has begun. */
  kind: SignInKind | null
  /** Whether the trip only begins with this request. */
  readonly begins: boolean
  /** "sign-in", "connect" or "test". */
  intent: string
  /** When its trip to the provider began; null without one. */
  begunAt: Date | null
  userId: string | null
  /** How long its phases took, in seconds. */
  readonly phases: Map<string, number>
  /** What the provider was asked meanwhile. */
  readonly calls: Call[]
}

/**
 * Notes that this request is about a sign-in, so that its end is counted and traced, however it ends.
 * @returns the note, for what is found out later
 */
export function noteSignIn(
  ctx: Context,
  backend: string,
  carrier: string,
  more: Partial<Pick<SignInNote, 'kind' | 'begins' | 'intent' | 'userId'>> = {},
): SignInNote {
  const note: SignInNote = {
    ...{ backend, carrier, kind: 'signed-in', begins: false, intent: 'sign-in', begunAt: null, userId: null },
    ...more,
    ...{ phases: new Map(), calls: [] },
  }
  notesOf(ctx).signIn = note
  return note
}

/**
 * Does the work of one phase of the sign-in, and notes how long it took, also when it fails. The work is given the list
 * in which its calls to the provider are to be noted.
 */
export async function inPhase<T>(
  ctx: Context,
  phase: string,
  work: (calls: Call[]) => Promise<T>,
): Promise<T> {
  const { signIn } = notesOf(ctx)
  const start = performance.now()
  try {
    return await work(signIn?.calls ?? [])
  } finally {
    signIn?.phases.set(phase, (performance.now() - start) / 1000)
  }
}

const notes = new WeakMap<Context, RequestNotes>()

/** The notes of this request; made when first asked for. */
export function notesOf(ctx: Context): RequestNotes {
  const known = notes.get(ctx)
  if (known) return known
  const fresh: RequestNotes = {
    reference: newReference(),
    again: null,
    failurePage: null,
    trace: [],
    signIn: null,
    halted: null,
    error: null,
    errorDetail: null,
  }
  notes.set(ctx, fresh)
  return fresh
}
