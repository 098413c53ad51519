import type { SessionStoreKind } from '../settings/session-store.js'
import type { StoreVerbs } from '../store/store.js'

/**
 * Ends all sessions of a user, wherever they are kept: the new epoch makes each of them worthless, and rows go at once.
 * Returns how many rows there were.
 */
export async function endEverySession(
  store: Pick<StoreVerbs, 'nextSessionEpoch' | 'endSessionsOf'>,
  userId: string,
  now: Date,
): Promise<number> {
  await store.nextSessionEpoch(userId, now)
  return store.endSessionsOf(userId, null)
}

/** What is told of it, `whose` if need be: how many there were is known only where sessions are rows. */
export function endedText(ended: number, sessionStore: SessionStoreKind, whose = ''): string {
  return sessionStore === 'database'
    ? `Sessions${whose} ended: ${ended}.`
    : `All sessions${whose} have ended.`
}
