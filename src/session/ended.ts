import { hashToken } from '../crypto/token.js'
import type { Session } from '../store/records.js'
import type { Elsewhere, Standing } from '../store/standing.js'
import { chunksOf } from './chunks.js'

/** The key under which the database remembers that this session has ended, for stores that keep sessions elsewhere. */
export function endedMark(id: string): string {
  return hashToken(`ended session\0${id}`)
}

/** What the database needs to say whether this session still stands. */
export function elsewhere({ id, userId, accountId, epoch }: Session): Elsewhere {
  return { id, userId, accountId, epoch, endedMark: endedMark(id) }
}

/** Of these sessions, the ids of those that still stand by what the database says; one statement for every 500. */
export async function standingAmong(
  store: Pick<Standing, 'standingOf'>,
  sessions: readonly Session[],
): Promise<ReadonlySet<string>> {
  const chunks = chunksOf(sessions.map(elsewhere)).map((chunk) => store.standingOf(chunk))
  return new Set((await Promise.all(chunks)).flat())
}

/** Whether neither limit of the session is reached. */
export function isWithinLimits({ expiresAt, idleExpiresAt }: Session, now: Date): boolean {
  return expiresAt > now && idleExpiresAt > now
}
