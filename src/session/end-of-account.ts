import type { Sessions } from './sessions.js'

/** As many as a store lists at most. */
const MANY = 100

/**
 * Ends the sessions that an account has opened, and no others of its user; all of them where there are too many to look
 * through, or where sessions cannot be listed.
 */
export function endOfAccount(sessions: Pick<Sessions, 'list' | 'endOne' | 'endAll'>) {
  return async ({ id, userId }: { readonly id: string; readonly userId: string }): Promise<void> => {
    const all = await sessions.list(userId)
    if (all.length === 0 || all.length >= MANY) {
      await sessions.endAll(userId)
      return
    }
    const opened = all.filter(({ accountId }) => accountId === id)
    await Promise.all(opened.map((session) => sessions.endOne(userId, session.id)))
  }
}
