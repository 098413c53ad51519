import type { SessionStoreKind } from '../settings/session-store.js'
import type { Queries } from '../store/store.js'

/**
 * Ends all sessions of a user, wherever they are kept: the new epoch makes each of them worthless, and rows go at once.
 * Returns how many rows there were.
 */
export async function endAllSessions(
  store: Pick<Queries, 'incrementSessionEpoch' | 'deleteUserSessions'>,
  userId: string,
  now: Date,
): Promise<number> {
  await store.incrementSessionEpoch(userId, now)
  return store.deleteUserSessions(userId, null)
}

/** What is told of it, `whose` if need be: how many there were is known only where sessions are rows. */
export function formatEnded(ended: number, sessionStore: SessionStoreKind, owner = ''): string {
  return sessionStore === 'database'
    ? `Sessions${owner} ended: ${ended}.`
    : `All sessions${owner} have ended.`
}
