import { COMMAND_LINE, type DeedKind, deedEvent } from '../journal/deed.js'
import type { EventRow } from '../store/events.js'
import type { User } from '../store/records.js'

/** The event of something that was done to a user at the command line. */
export function commandEvent(
  kind: DeedKind,
  { id: userId, username }: Pick<User, 'id' | 'username'>,
  now: Date,
): EventRow {
  return deedEvent({ kind, actor: COMMAND_LINE, userId, detail: { username } }, now)
}
