import { hashToken, newToken } from '../../crypto/tokens.js'
import type { SignOutReason } from '../../event-map.js'
import type { Session } from '../../store/models.js'
import type { Store } from '../../store/store.js'
import { continuedSessionEndedError, type SessionStore } from '../session-store.js'
import { TouchThrottle } from '../session-use.js'
import type { RedisRecord, RedisSessionRecords } from './redis-records.js'
import {
  endWithTombstone,
  filterValid,
  isUnexpired,
  providerLogoutTombstone,
  toExternalSession,
} from './tombstones.js'

export interface RedisSessionsDeps {
  readonly sessionRecords: RedisSessionRecords
  readonly store: Pick<Store, 'findSessionUser' | 'filterValidSessions' | 'atomicallyIfRecorded'>
  readonly clock: () => Date
  /** Called when a use could not be recorded; the session stays valid. */
  readonly onTouchError: (error: unknown) => void
  readonly close: () => void
}

/**
 * Sessions in Redis. A token is the ID of its session and a secret. Redis has the record under the ID, with the hash of
 * the token, so a dump of Redis opens no session. The database is authoritative on whether a session is still valid: it
 * has the epoch of each user, and a tombstone for each session that was ended alone. So a record that Redis restores
 * after a failover does not bring an ended session back.
 */
export function redisSessions({
  sessionRecords,
  store,
  clock,
  onTouchError,
  close,
}: RedisSessionsDeps): SessionStore {
  const touchThrottle = new TouchThrottle()
  const findRecord = async (token: string): Promise<RedisRecord | null> => {
    const id = parseSessionId(token)
    const record = id === null ? null : await sessionRecords.get(id)
    return record?.tokenHash === hashToken(token) && record.session.id === id ? record : null
  }
  const createTombstone = (session: Session, reason: SignOutReason | null): Promise<boolean> =>
    store.atomicallyIfRecorded('signed-out', (tx) => endWithTombstone(session, reason, tx))
  const endById = async (id: string, reason: SignOutReason): Promise<boolean> => {
    const { existed, record } = await sessionRecords.remove(id)
    if (record) await createTombstone(record.session, reason)
    return existed
  }
  return {
    canList: true,
    usesTombstones: true,
    async find(token) {
      const record = await findRecord(token)
      if (!record || !isUnexpired(record.session, clock())) return null
      const user = await store.findSessionUser(toExternalSession(record.session))
      return user && { session: record.session, user }
    },
    // A rollback would not undo changes in Redis, so they are made after the commit.
    open: (session, replaced) =>
      Promise.resolve(async () => {
        const token = createToken(session)
        const existing = replaced === null ? null : await findRecord(replaced.token)
        if (replaced?.as === 'continued') {
          const record = { session, tokenHash: hashToken(token) }
          if (!existing || !(await sessionRecords.replace(record, existing.session.id)))
            throw continuedSessionEndedError()
          await createTombstone(existing.session, null)
          return token
        }
        const old = await sessionRecords.put(
          { session, tokenHash: hashToken(token) },
          existing?.session.id ?? null,
        )
        if (old) await createTombstone(old.session, 'replaced')
        return token
      }),
    async replace(old, session) {
      const token = createToken(session)
      const existing = await findRecord(old)
      if (
        !existing ||
        !(await sessionRecords.replace({ session, tokenHash: hashToken(token) }, existing.session.id))
      )
        return null
      await createTombstone(existing.session, null)
      return token
    },
    async touch(token, session) {
      // When Redis refuses to write because its memory is full, users stay signed in.
      const record = { session, tokenHash: hashToken(token) }
      if (touchThrottle.shouldTouch(session)) await sessionRecords.update(record).catch(onTouchError)
      return null
    },
    async end(token, reason = 'person') {
      const existing = await findRecord(token)
      return existing !== null && endById(existing.session.id, reason)
    },
    async endOne(userId, id, reason = 'person') {
      const record = await sessionRecords.get(id)
      return record?.session.userId === userId && endById(id, reason)
    },
    endAll: (userId, exceptId) => sessionRecords.removeAll(userId, exceptId),
    endByProvider: async (logout, tx) => {
      const { key, until } = providerLogoutTombstone(logout)
      await tx.extendNonce(key, until)
      return 0
    },
    async list(userId) {
      const records = await sessionRecords.listRecords(userId)
      const userSessions = records
        .map(({ session }) => session)
        .filter((session) => session.userId === userId)
      const unexpired = userSessions.filter((session) => isUnexpired(session, clock()))
      const validIds = await filterValid(store, unexpired)
      return unexpired
        .filter(({ id }) => validIds.has(id))
        .sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())
    },
    async listEnding(userId, tx) {
      // While Redis does not respond, the epoch still ends them all.
      const records = await sessionRecords.listRecords(userId).catch(() => null)
      const epoch = (await tx.findUser(userId))?.sessionEpoch
      return (
        records?.flatMap(({ session }) =>
          session.userId === userId && session.epoch === epoch && isUnexpired(session, clock())
            ? [session]
            : [],
        ) ?? null
      )
    },
    async filterLive(sessions) {
      const unexpired = sessions.filter(({ expiresAt }) => expiresAt > clock())
      const [presentIds, validIds] = await Promise.all([
        sessionRecords.filterPresent(unexpired.map(({ id }) => id)),
        filterValid(store, unexpired),
      ])
      return new Set([...presentIds].filter((id) => validIds.has(id)))
    },
    csrfKey: hashToken,
    ping: () => sessionRecords.ping(),
    checkWritable: () => sessionRecords.checkWritable(),
    close: () => {
      close()
      return Promise.resolve()
    },
  }
}

function createToken({ id }: Session): string {
  return `${id}.${newToken()}`
}

/** The session ID in a token, or null for a text that is not a token of this store. */
function parseSessionId(token: string): string | null {
  return /^([\w-]{22})\.[\w-]{43}$/.exec(token)?.[1] ?? null
}
