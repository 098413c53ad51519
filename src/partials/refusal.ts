import { PortcullisError } from '../errors.js'
import type { PartialRow } from '../store/partials.js'

/** Why nobody in this browser may go on with this row; null when they may. */
export function findRejection(
  row: PartialRow,
  browserHash: string | null,
  now: Date,
): PortcullisError | null {
  // First of all, so that a stranger learns nothing else about it.
  if (row.browserHash !== browserHash) {
    return new PortcullisError('partial_foreign', {
      detail: browserHash === null ? 'the request has no browser cookie' : 'it waits in another browser',
    })
  }
  if (row.usedAt !== null)
    return new PortcullisError('partial_used', { detail: 'it led to a session before' })
  if (row.expiresAt <= now) return new PortcullisError('partial_expired', { detail: 'it waited too long' })
  return null
}
