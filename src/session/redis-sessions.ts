import { hashToken, newToken } from '../crypto/token.js'
import type { Session } from '../store/records.js'
import type { Store } from '../store/store.js'
import { elsewhere, endedMark, isWithinLimits, markOf, standingAmong } from './ended.js'
import { NotedUses } from './noted-uses.js'
import type { RedisRecord } from './redis-record.js'
import type { RedisShelf } from './redis-shelf.js'
import type { SessionStore } from './session-store.js'

export interface RedisSessionsParts {
  readonly shelf: RedisShelf
  readonly store: Pick<Store, 'findHolder' | 'standingOf' | 'markOnce'>
  readonly now: () => Date
  /** A use could not be noted; the session goes on. */
  readonly onUnnoted: (error: unknown) => void
  readonly close: () => void
}

/**
 * Sessions in Redis. A token is the id of its session and a secret; Redis has the record under the id, with the hash of
 * the token, so that a dump of it opens nothing. Users and accounts stay in the database, which has the last word: it
 * knows the epoch of each user, and the mark of each session that was ended alone. So what Redis forgets, or brings back
 * after a failover, signs nobody in.
 */
export function redisSessions({ shelf, store, now, onUnnoted, close }: RedisSessionsParts): SessionStore {
  const uses = new NotedUses()
  const recordOf = async (token: string): Promise<RedisRecord | null> => {
    const id = idOf(token)
    const record = id === null ? null : await shelf.get(id)
    return record?.tokenHash === hashToken(token) && record.session.id === id ? record : null
  }
  const bury = async ({ id, expiresAt }: Pick<Session, 'id' | 'expiresAt'>): Promise<void> => {
    await store.markOnce(endedMark(id), expiresAt)
  }
  const endOne = async (id: string): Promise<boolean> => {
    const { there, record } = await shelf.take(id)
    if (record) await bury(record.session)
    return there
  }
  return {
    async find(token) {
      const record = await recordOf(token)
      if (!record || !isWithinLimits(record.session, now())) return null
      const user = await store.findHolder(elsewhere(record.session))
      return user && { session: record.session, user }
    },
    // Redis cannot take anything back, so it is asked when the transaction has ended well.
    open: (session, replaces) =>
      Promise.resolve(async () => {
        const token = tokenFor(session)
        const held = replaces === null ? null : await recordOf(replaces)
        const old = await shelf.put({ session, tokenHash: hashToken(token) }, held?.session.id ?? null)
        if (old) await bury(old.session)
        return token
      }),
    async replace(old, session) {
      const token = tokenFor(session)
      const held = await recordOf(old)
      if (!held || !(await shelf.swap({ session, tokenHash: hashToken(token) }, held.session.id))) return null
      await bury(held.session)
      return token
    },
    async touch(token, session) {
      // A Redis that refuses to write, for want of memory, is no reason to sign anybody out.
      const record = { session, tokenHash: hashToken(token) }
      if (uses.isNews(session.id, session.lastSeenAt)) await shelf.update(record).catch(onUnnoted)
      return null
    },
    async end(token) {
      const held = await recordOf(token)
      return held !== null && endOne(held.session.id)
    },
    async endOne(userId, id) {
      const record = await shelf.get(id)
      return record?.session.userId === userId && endOne(id)
    },
    endAll: (userId, exceptId) => shelf.takeAll(userId, exceptId),
    endByProvider: async (end, within) => {
      const { key, until } = markOf(end)
      await within.markUntil(key, until)
      return 0
    },
    async list(userId) {
      const records = await shelf.recordsOf(userId)
      const own = records.map(({ session }) => session).filter((session) => session.userId === userId)
      const timely = own.filter((session) => isWithinLimits(session, now()))
      const standing = await standingAmong(store, timely)
      return timely
        .filter(({ id }) => standing.has(id))
        .sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())
    },
    async live(sessions) {
      const timely = sessions.filter(({ expiresAt }) => expiresAt > now())
      const [present, standing] = await Promise.all([
        shelf.present(timely.map(({ id }) => id)),
        standingAmong(store, timely),
      ])
      return new Set([...present].filter((id) => standing.has(id)))
    },
    proofKey: hashToken,
    ping: () => shelf.ping(),
    close: () => {
      close()
      return Promise.resolve()
    },
  }
}

function tokenFor({ id }: Session): string {
  return `${id}.${newToken()}`
}

/** The id in a token, or null for what is no token of this store. */
function idOf(token: string): string | null {
  return /^([\w-]{22})\.[\w-]{43}$/.exec(token)?.[1] ?? null
}
