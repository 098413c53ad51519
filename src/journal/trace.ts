import type { AttemptSummary } from '../store/attempts.js'
import type { Store } from '../store/store.js'
import { type SignInEvent, parseSignInEvents } from './sign-in-event.js'

/** All that is known under one reference. */
export interface Trace {
  readonly reference: string
  /** Its trip to a provider; null where there was none, or its row is gone. */
  readonly attempt: AttemptSummary | null
  /** What became of it, the oldest first. */
  readonly events: readonly SignInEvent[]
}

/** What was written down under a reference in its normal form; null when there is nothing (any more). */
export async function loadTrace(
  store: Pick<Store, 'listEventsByReference' | 'getAttemptByReference'>,
  reference: string,
): Promise<Trace | null> {
  const [rows, attempt] = await Promise.all([
    store.listEventsByReference(reference),
    store.getAttemptByReference(reference),
  ])
  const events = parseSignInEvents(rows.filter(({ area }) => area === 'sign-in'))
  return events.length === 0 && attempt === null ? null : { reference, attempt, events }
}
