import type { AttemptGlance } from '../store/attempts.js'
import type { Store } from '../store/store.js'
import { type SignInEvent, signInEvents } from './sign-in-event.js'

/** All that is known under one reference. */
export interface Trace {
  readonly reference: string
  /** Its trip to a provider; null where there was none, or its row is gone. */
  readonly attempt: AttemptGlance | null
  /** What became of it, the oldest first. */
  readonly events: readonly SignInEvent[]
}

/** What was written down under a reference in its normal form; null when there is nothing (any more). */
export async function traceOf(
  store: Pick<Store, 'eventsOf' | 'attemptOf'>,
  reference: string,
): Promise<Trace | null> {
  const [rows, attempt] = await Promise.all([store.eventsOf(reference), store.attemptOf(reference)])
  const events = signInEvents(rows.filter(({ area }) => area === 'sign-in'))
  return events.length === 0 && attempt === null ? null : { reference, attempt, events }
}
