import type { SessionStore } from './session-store.js'
import type { Sessions } from './sessions.js'

/** Hears at once of each session that this process ends, or replaces by another; of others' doings only `live` tells. */
export type OnSessionEnded = (token: string, how: 'ended' | 'replaced') => void

/** The same store, whose ends are announced as far as their tokens are known here. */
export function withEndEvents(sessionStore: SessionStore, onSessionEnded: OnSessionEnded): SessionStore {
  return {
    canList: sessionStore.canList,
    usesTombstones: sessionStore.usesTombstones,
    find: (token) => sessionStore.find(token),
    open: async (session, replacesToken, tx) => {
      const finish = await sessionStore.open(session, replacesToken, tx)
      return async () => {
        const token = await finish()
        if (replacesToken !== null) onSessionEnded(replacesToken, 'replaced')
        return token
      }
    },
    replace: async (token, session) => {
      const newToken = await sessionStore.replace(token, session)
      onSessionEnded(token, newToken === null ? 'ended' : 'replaced')
      return newToken
    },
    touch: (token, session) => sessionStore.touch(token, session),
    end: async (token) => {
      const hasEnded = await sessionStore.end(token)
      onSessionEnded(token, 'ended')
      return hasEnded
    },
    endOne: (userId, id) => sessionStore.endOne(userId, id),
    endAll: (userId, exceptId) => sessionStore.endAll(userId, exceptId),
    endByProvider: (logout, tx) => sessionStore.endByProvider(logout, tx),
    list: (userId) => sessionStore.list(userId),
    filterLive: (sessions) => sessionStore.filterLive(sessions),
    csrfKey: (token) => sessionStore.csrfKey(token),
    ping: () => sessionStore.ping(),
    close: () => sessionStore.close(),
  }
}

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
