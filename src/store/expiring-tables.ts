// Keep expired devices for an hour, so that a device that polls late is told that its code has expired, not that the
// code is unknown.
const DEVICE_GRACE_MS = 3_600_000
// Keep expired attempts for a day: an abandoned attempt may point to a broken provider.
const ATTEMPT_GRACE_MS = 24 * 3_600_000

/** A table whose rows expire. */
export interface ExpiringTable {
  readonly name: string
  readonly key: string
  readonly expiry: string
  readonly graceMs: number
}

/** The tables that are purged, in this order. */
export const EXPIRING_TABLES: readonly ExpiringTable[] = [
  { name: 'Attempt', key: 'id', expiry: 'expiresAt', graceMs: ATTEMPT_GRACE_MS },
  { name: 'Session', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Code', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Device', key: 'id', expiry: 'expiresAt', graceMs: DEVICE_GRACE_MS },
  { name: 'Nonce', key: 'key', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Ticket', key: 'ticketHash', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Partial', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Event', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'EventDelivery', key: 'sequence', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Limit', key: 'key', expiry: 'resetsAt', graceMs: 0 },
]
