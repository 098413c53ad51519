import type { Sessions } from './sessions.js'

/** As many as a store lists at most. */
const MAX_LISTED = 100

/**
 * Ends the sessions that an account has opened, and no others of its user; all of them where there are too many to look
 * through, or where sessions cannot be listed.
 */
export function endAccountSessions(sessions: Pick<Sessions, 'list' | 'endOne' | 'endAll'>) {
  return async ({ id, userId }: { readonly id: string; readonly userId: string }): Promise<void> => {
    const all = await sessions.list(userId)
    if (all.length === 0 || all.length >= MAX_LISTED) {
      await sessions.endAll(userId)
      return
    }
    const ofAccount = all.filter(({ accountId }) => accountId === id)
    await Promise.all(ofAccount.map((session) => sessions.endOne(userId, session.id)))
  }
}
