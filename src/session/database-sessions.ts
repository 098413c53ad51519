import { hashToken, newToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import { isOrphan } from '../store/database.js'
import type { Session } from '../store/records.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { chunksOf } from './chunks.js'
import { NotedUses } from './noted-uses.js'
import type { SessionStore } from './session-store.js'

/** Sessions as rows of the database; the rows hold the hash of the token, so that a copy of it opens nothing. */
export function databaseSessions(store: Store, now: () => Date): SessionStore {
  const uses = new NotedUses()
  const replace = async (old: string, session: Session, within: StoreVerbs): Promise<string | null> => {
    const token = newToken()
    const row = { ...session, tokenHash: hashToken(token) }
    return (await within.replaceSession(hashToken(old), row)) ? token : null
  }
  const insert = async (session: Session, within: StoreVerbs): Promise<string> => {
    const token = newToken()
    await within.insertSession({ ...session, tokenHash: hashToken(token) })
    return token
  }
  return {
    find: (token) => store.findSession(hashToken(token), now()),
    open: async (session, replaces, within) => {
      try {
        const replaced = replaces === null ? null : await replace(replaces, session, within)
        const token = replaced ?? (await insert(session, within))
        return () => Promise.resolve(token)
      } catch (error) {
        throw isOrphan(error) ? withoutWayIn(error) : error
      }
    },
    replace: (token, session) => replace(token, session, store),
    touch: async (_token, { id, lastSeenAt, idleExpiresAt }) => {
      if (uses.isNews(id, lastSeenAt)) await store.touchSession(id, lastSeenAt, idleExpiresAt)
      return null
    },
    end: (token) => store.endSession(hashToken(token)),
    endOne: (userId, id) => store.endSessionOf(userId, id),
    endAll: (userId, exceptId) => store.endSessionsOf(userId, exceptId),
    endByProvider: (end, within) => within.endByProvider(end),
    list: (userId) => store.sessionsOf(userId, now()),
    live: async (sessions) => {
      const chunks = chunksOf(sessions.map((session) => session.id))
      const live = await Promise.all(chunks.map((ids) => store.liveSessions(ids, now())))
      return new Set(live.flat())
    },
    proofKey: hashToken,
    ping: async () => {
      await store.queryRows('SELECT 1 AS "one"')
    },
    close: () => Promise.resolve(),
  }
}

// The account, or the user, went away meanwhile: then nobody has proven anything.
function withoutWayIn(cause: unknown): PortcullisError {
  return new PortcullisError('login_required', { detail: 'the account was disconnected meanwhile', cause })
}
