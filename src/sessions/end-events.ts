import { MAX_LISTED_SESSIONS } from '../store/sessions.js'
import type { SessionStore } from './session-store.js'
import type { Sessions } from './sessions.js'

/**
 * Called for each session that this process ends or replaces. Other processes' changes are found by polling (`live`).
 */
export type OnSessionEnded = (token: string, how: 'ended' | 'replaced') => void

/** Wraps a store so that `onSessionEnded` is called for each session that is ended or replaced by its token. */
export function withEndEvents(sessionStore: SessionStore, onSessionEnded: OnSessionEnded): SessionStore {
  return {
    canList: sessionStore.canList,
    usesTombstones: sessionStore.usesTombstones,
    find: (token) => sessionStore.find(token),
    open: async (session, replaced, tx) => {
      const finish = await sessionStore.open(session, replaced, tx)
      return async () => {
        const token = await finish()
        if (replaced !== null) onSessionEnded(replaced.token, 'replaced')
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
    checkWritable: () => sessionStore.checkWritable(),
    close: () => sessionStore.close(),
  }
}

/**
 * Creates a function that ends the sessions an account has opened. It ends all sessions of the user when there are
 * more than a store lists, or when the store cannot list them.
 */
export function endAccountSessions(sessions: Pick<Sessions, 'list' | 'endOne' | 'endAll'>) {
  return async ({ id, userId }: { readonly id: string; readonly userId: string }): Promise<void> => {
    const all = await sessions.list(userId)
    if (all.length === 0 || all.length >= MAX_LISTED_SESSIONS) {
      await sessions.endAll(userId)
      return
    }
    const accountSessions = all.filter(({ accountId }) => accountId === id)
    await Promise.all(accountSessions.map((session) => sessions.endOne(userId, session.id)))
  }
}
