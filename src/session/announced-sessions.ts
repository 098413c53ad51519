import type { SessionStore } from './session-store.js'

/** Hears at once of each session that this process ends, or replaces by another; of others' doings only `live` tells. */
export type OnGone = (token: string, how: 'ended' | 'replaced') => void

/** The same store, whose ends are announced as far as their tokens are known here. */
export function announcedSessions(kept: SessionStore, onGone: OnGone): SessionStore {
  return {
    find: (token) => kept.find(token),
    open: async (session, replaces, within) => {
      const finish = await kept.open(session, replaces, within)
      return async () => {
        const token = await finish()
        if (replaces !== null) onGone(replaces, 'replaced')
        return token
      }
    },
    replace: async (token, session) => {
      const fresh = await kept.replace(token, session)
      onGone(token, fresh === null ? 'ended' : 'replaced')
      return fresh
    },
    touch: (token, session) => kept.touch(token, session),
    end: async (token) => {
      const ended = await kept.end(token)
      onGone(token, 'ended')
      return ended
    },
    endOne: (userId, id) => kept.endOne(userId, id),
    endAll: (userId, exceptId) => kept.endAll(userId, exceptId),
    endByProvider: (end, within) => kept.endByProvider(end, within),
    list: (userId) => kept.list(userId),
    live: (sessions) => kept.live(sessions),
    proofKey: (token) => kept.proofKey(token),
    ping: () => kept.ping(),
    close: () => kept.close(),
  }
}
