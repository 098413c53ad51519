import type { Context } from 'koa'
import type { PortcullisError } from '../errors.js'
import { newReference } from '../crypto/token.js'

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
}

const notes = new WeakMap<Context, RequestNotes>()

/** The notes of this request; made when first asked for. */
export function notesOf(ctx: Context): RequestNotes {
  const known = notes.get(ctx)
  if (known) return known
  const fresh: RequestNotes = { reference: newReference(), again: null, failurePage: null, trace: [] }
  notes.set(ctx, fresh)
  return fresh
}
