import { CLI_ACTOR, type AdminActionKind, toAuditEvent } from '../journal/deed.js'
import type { EventRow } from '../store/events.js'
import type { User } from '../store/records.js'

/** The event of something that was done to a user at the command line. */
export function cliAuditEvent(
  kind: AdminActionKind,
  { id: userId, username }: Pick<User, 'id' | 'username'>,
  now: Date,
): EventRow {
  return toAuditEvent({ kind, actor: CLI_ACTOR, userId, detail: { username } }, now)
}
