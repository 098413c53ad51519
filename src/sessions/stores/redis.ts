import { hashToken, newToken } from '../../crypto/tokens.js'
import type { Session } from '../../store/models.js'
import type { Store } from '../../store/store.js'
import type { SessionStore } from '../session-store.js'
import type { RedisRecord, RedisSessionRecords } from './redis-records.js'
import {
  filterValid,
  isUnexpired,
  providerLogoutTombstone,
  sessionTombstone,
  toExternalSession,
} from './tombstones.js'

export interface RedisSessionsDeps {
  readonly sessionRecords: RedisSessionRecords
  readonly store: Pick<Store, 'findSessionUser' | 'filterValidSessions' | 'consumeNonce'>
  readonly clock: () => Date
  /** A use could not be noted; the session goes on. */
  readonly onTouchError: (error: unknown) => void
  readonly close: () => void
}

/**
 * Sessions in Redis. A token is the id of its session and a secret; Redis has the record under the id, with the hash of
 * the token, so that a dump of it opens nothing. Users and accounts stay in the database, which has the last word: it
 * knows the epoch of each user, and the mark of each session that was ended alone. So what Redis forgets, or brings back
 * after a failover, signs nobody in.
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
  const createTombstone = async ({ id, expiresAt }: Pick<Session, 'id' | 'expiresAt'>): Promise<void> => {
    await store.consumeNonce(sessionTombstone(id), expiresAt)
  }
  const endById = async (id: string): Promise<boolean> => {
    const { existed, record } = await sessionRecords.remove(id)
    if (record) await createTombstone(record.session)
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
    // Redis cannot take anything back, so it is asked when the transaction has ended well.
    open: (session, replacesToken) =>
      Promise.resolve(async () => {
        const token = createToken(session)
        const existing = replacesToken === null ? null : await findRecord(replacesToken)
        const old = await sessionRecords.put(
          { session, tokenHash: hashToken(token) },
          existing?.session.id ?? null,
        )
        if (old) await createTombstone(old.session)
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
      await createTombstone(existing.session)
      return token
    },
    async touch(token, session) {
      // A Redis that refuses to write, for want of memory, is no reason to sign anybody out.
      const record = { session, tokenHash: hashToken(token) }
      if (touchThrottle.shouldTouch(session.id, session.lastSeenAt))
        await sessionRecords.update(record).catch(onTouchError)
      return null
    },
    async end(token) {
      const existing = await findRecord(token)
      return existing !== null && endById(existing.session.id)
    },
    async endOne(userId, id) {
      const record = await sessionRecords.get(id)
      return record?.session.userId === userId && endById(id)
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
    close: () => {
      close()
      return Promise.resolve()
    },
  }
}

function createToken({ id }: Session): string {
  return `${id}.${newToken()}`
}

/** The id in a token, or null for what is no token of this store. */
function parseSessionId(token: string): string | null {
  return /^([\w-]{22})\.[\w-]{43}$/.exec(token)?.[1] ?? null
}

// Less than the minute after which a use is worth a write again.
const TOUCH_WINDOW_MS = 30_000
const MAX_TRACKED = 10_000

/**
 * Which sessions this process has noted a use of just now. All requests of a page that come together have read the same
 * old row; only the first of them is worth a write.
 */
export class TouchThrottle {
  readonly #touchedAt = new Map<string, number>()

  /** Whether a use of this session at this time is still to be noted; says so once. */
  shouldTouch(id: string, at: Date): boolean {
    const before = this.#touchedAt.get(id)
    if (before !== undefined && Math.abs(at.getTime() - before) < TOUCH_WINDOW_MS) return false
    if (this.#touchedAt.size >= MAX_TRACKED) this.#touchedAt.clear()
    this.#touchedAt.set(id, at.getTime())
    return true
  }
}
