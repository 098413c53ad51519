import { hashToken, newToken } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import type { SignOutReason } from '../../event-map.js'
import { message } from '../../locales/messages.js'
import { isForeignKeyError } from '../../store/database.js'
import type { Session } from '../../store/models.js'
import type { Queries, Store } from '../../store/store.js'
import { continuedSessionEndedError, type SessionStore } from '../session-store.js'
import { TouchThrottle } from '../session-use.js'
import { toChunks } from './chunk.js'

/**
 * Sessions as rows of the database. A row has only the hash of its token, so a copy of the database opens no session.
 */
export function databaseSessions(store: Store, clock: () => Date): SessionStore {
  const touchThrottle = new TouchThrottle()
  const replace = async (old: string, session: Session, tx: Queries): Promise<string | null> => {
    const token = newToken()
    const row = { ...session, tokenHash: hashToken(token) }
    return (await tx.replaceSession(hashToken(old), row)) ? token : null
  }
  const insert = async (session: Session, tx: Queries): Promise<string> => {
    const token = newToken()
    await tx.createSession({ ...session, tokenHash: hashToken(token) }, accountDisconnectedError)
    return token
  }
  return {
    canList: true,
    usesTombstones: false,
    find: (token) => store.findSession(hashToken(token), clock()),
    open: async (session, replaced, tx) => {
      try {
        if (replaced?.as === 'ended' && tx.isRecorded('signed-out')) {
          const old = await tx.findSession(hashToken(replaced.token), clock())
          if (old !== null) await recordEnd(old.session, 'replaced', tx)
        }
        const replacedToken = replaced === null ? null : await replace(replaced.token, session, tx)
        if (replaced?.as === 'continued' && replacedToken === null) throw continuedSessionEndedError()
        const token = replacedToken ?? (await insert(session, tx))
        return () => Promise.resolve(token)
      } catch (error) {
        throw isForeignKeyError(error) ? accountDisconnectedError(error) : error
      }
    },
    replace: (token, session) => replace(token, session, store),
    touch: async (_token, session) => {
      const { id, lastSeenAt, idleExpiresAt } = session
      if (touchThrottle.shouldTouch(session)) await store.touchSession(id, lastSeenAt, idleExpiresAt)
      return null
    },
    end: (token, reason = 'person') =>
      store.atomicallyIfRecorded('signed-out', async (tx) =>
        recordEnd(await tx.deleteSession(hashToken(token)), reason, tx),
      ),
    endOne: (userId, id, reason = 'person') =>
      store.atomicallyIfRecorded('signed-out', async (tx) =>
        recordEnd(await tx.deleteUserSession(userId, id), reason, tx),
      ),
    endAll: (userId, exceptId) => store.deleteUserSessions(userId, exceptId),
    endByProvider: async (logout, tx) => {
      const ended = await tx.deleteSessionsByProvider(logout)
      for (const session of ended) await recordEnd(session, 'provider', tx)
      return ended.length
    },
    list: (userId) => store.listSessions(userId, clock()),
    listEnding: (userId, tx) => tx.listSessions(userId, clock()),
    filterLive: async (sessions) => {
      const chunks = toChunks(sessions.map((session) => session.id))
      const live = await Promise.all(chunks.map((ids) => store.filterLiveSessions(ids, clock())))
      return new Set(live.flat())
    },
    csrfKey: hashToken,
    ping: async () => {
      await store.queryRows('SELECT 1 AS "one"')
    },
    // The database is checked by itself.
    checkWritable: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

/** Records that this session has ended; returns whether there was one. */
async function recordEnd(
  session: Session | null,
  reason: SignOutReason,
  tx: Pick<Queries, 'recordEvent'>,
): Promise<boolean> {
  if (session === null) return false
  await tx.recordEvent({ type: 'signed-out', userId: session.userId, session, reason })
  return true
}

// The account or the user was deleted in the meantime, so the sign-in no longer proves anything.
function accountDisconnectedError(cause: unknown): PortcullisError {
  return new PortcullisError('login_required', {
    detail: message('detail.session.disconnected'),
    cause,
  })
}
