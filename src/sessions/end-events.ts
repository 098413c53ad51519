import type { SignOutReason } from '../event-map.js'
import type { Account } from '../store/models.js'
import { MAX_LISTED_SESSIONS } from '../store/sessions.js'
import type { Queries } from '../store/store.js'
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
    end: async (token, reason) => {
      const hasEnded = await sessionStore.end(token, reason)
      onSessionEnded(token, 'ended')
      return hasEnded
    },
    endOne: (userId, id, reason) => sessionStore.endOne(userId, id, reason),
    endAll: (userId, exceptId) => sessionStore.endAll(userId, exceptId),
    endByProvider: (logout, tx) => sessionStore.endByProvider(logout, tx),
    list: (userId) => sessionStore.list(userId),
    listEnding: (userId, tx) => sessionStore.listEnding(userId, tx),
    filterLive: (sessions) => sessionStore.filterLive(sessions),
    csrfKey: (token) => sessionStore.csrfKey(token),
    ping: () => sessionStore.ping(),
    checkWritable: () => sessionStore.checkWritable(),
    close: () => sessionStore.close(),
  }
}

/**
 * Records the end of the sessions that an account has opened, which the database deletes with the account. Sessions
 * that are stored outside the database are not recorded one by one.
 */
export async function recordAccountEndings(
  tx: Pick<Queries, 'isRecorded' | 'listSessions' | 'recordEvent'>,
  { id, userId }: Pick<Account, 'id' | 'userId'>,
  reason: SignOutReason,
  now: Date,
): Promise<void> {
  if (!tx.isRecorded('signed-out')) return
  for (const session of await tx.listSessions(userId, now))
    if (session.accountId === id) await tx.recordEvent({ type: 'signed-out', userId, session, reason })
}

/**
 * Creates a function that ends the sessions an account has opened. It ends all sessions of the user when there are
 * more than a store lists, or when the store cannot list them.
 */
export function endAccountSessions(sessions: Pick<Sessions, 'list' | 'endOne' | 'endAll'>) {
  return async ({ id, userId }: { readonly id: string; readonly userId: string }): Promise<void> => {
    const all = await sessions.list(userId)
    if (all.length === 0 || all.length >= MAX_LISTED_SESSIONS) {
      await sessions.endAll(userId, 'provider')
      return
    }
    const accountSessions = all.filter(({ accountId }) => accountId === id)
    await Promise.all(accountSessions.map((session) => sessions.endOne(userId, session.id, null, 'provider')))
  }
}
