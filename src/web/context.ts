import type { Context } from 'koa'
import { newReference } from '../crypto/token.js'
import type { ErrorCode, PortcullisError } from '../errors.js'

/** What middleware notes about a request for its error page and its log line. */
export interface RequestNotes {
  /** Shown to the visitor and logged; an attempt replaces it by its own. */
  reference: string
  /** Where an error page lets the visitor start again, as a path below the base path. */
  again: string | null
  /** Shows a failure on the page where it happened, such as a form to correct; null where the error page does better. */
  failurePage: ((error: PortcullisError, reference: string) => string | null) | null
  /** Steps of the pipeline, for the log. */
  readonly trace: { readonly step: string; readonly because: string }[]
  /** The sign-in that this request tries to end, for the metrics. */
  signIn: SignInNote | null
  /** What the person is asked, when the sign-in halted. */
  halted: string | null
  /** How the request ended badly, if it did. */
  error: ErrorCode | null
}

/** A sign-in at a backend. */
export interface SignInNote {
  readonly backend: string
  readonly carrier: string
  /** How long its phases took, in seconds. */
  readonly phases: Map<string, number>
}

/** Notes that this request is the end of a sign-in, so that it is counted however it ends. */
export function noteSignIn(ctx: Context, backend: string, carrier: string): void {
  notesOf(ctx).signIn = { backend, carrier, phases: new Map() }
}

/** Does the work of one phase of the sign-in, and notes how long it took, also when it fails. */
export async function inPhase<T>(ctx: Context, phase: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    notesOf(ctx).signIn?.phases.set(phase, (performance.now() - start) / 1000)
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
  }
  notes.set(ctx, fresh)
  return fresh
}
