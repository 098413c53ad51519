import { z } from 'zod'
import type { Executor } from './executor.js'
import { type Session, type User, USER_COLUMNS } from './models.js'
import { join, type Sql, sql } from './sql.js'

/** What the database must know of a session that is stored outside it to decide whether the session is still valid. */
export interface ExternalSession extends Pick<Session, 'id' | 'userId' | 'accountId' | 'epoch'> {
  /** The nonce that exists once this session has been ended. */
  readonly tombstone: string
  /** The nonces of logouts at its provider; each ends this session if it expires at `tombstoneMinExpiry` or later. */
  readonly providerTombstones: readonly string[]
  readonly tombstoneMinExpiry: Date
}

/** Whether sessions that are stored outside this database are still valid. The database is authoritative on that. */
export interface ExternalSessionQueries {
  /**
   * The user of this session, in one indexed read. Null when the user is disabled or deleted, when all sessions of the
   * user were ended since, when the account that opened it was disconnected, or when a tombstone says that it has
   * ended.
   */
  findSessionUser(session: ExternalSession): Promise<User | null>
  /** The IDs of those sessions that are still valid, in one statement. */
  filterValidSessions(sessions: readonly ExternalSession[]): Promise<readonly string[]>
}

const NEVER = new Date(0)
const SessionUserRowSchema = z.looseObject({ a_userId: z.string().nullable(), ended: z.coerce.number() })
const FactRowSchema = z.object({
  kind: z.enum(['user', 'account', 'ended']),
  key: z.string(),
  value: z.coerce.string(),
  until: z.coerce.date().nullable(),
})

export function externalSessionQueries(db: Executor): ExternalSessionQueries {
  return {
    async findSessionUser({ userId, accountId, epoch, tombstone, providerTombstones, tombstoneMinExpiry }) {
      const rows = await db.rows(sql`
        SELECT ${USER_COLUMNS.sql}, a."userId" AS "a_userId",
               (SELECT COUNT(*) FROM "Nonce" n
                WHERE n."key" = ${tombstone} OR (n."key" IN (${joinKeys(providerTombstones)}) AND n."expiresAt" >= ${tombstoneMinExpiry})
               ) AS "ended"
        FROM "User" u
        LEFT JOIN "Account" a ON a."id" = ${accountId ?? ''}
        WHERE u."id" = ${userId}`)
      const [row] = rows
      if (row === undefined) return null
      const { a_userId: accountUserId, ended } = SessionUserRowSchema.parse(row)
      const user = USER_COLUMNS.parse(row)
      const isConnected = accountId === null || accountUserId === userId
      return user.active && user.sessionEpoch === epoch && isConnected && ended === 0 ? user : null
    },
    async filterValidSessions(sessions) {
      if (sessions.length === 0) return []
      const facts = z.array(FactRowSchema).parse(await db.rows(factsQuery(sessions)))
      const factKeys = new Set(facts.map(({ kind, key, value }) => `${kind} ${key} ${value}`))
      const expiries = new Map(facts.map(({ kind, key, until }) => [`${kind} ${key}`, until]))
      const hasProviderTombstone = ({ providerTombstones, tombstoneMinExpiry }: ExternalSession) =>
        providerTombstones.some(
          (tombstoneKey) => (expiries.get(`ended ${tombstoneKey}`) ?? NEVER) >= tombstoneMinExpiry,
        )
      const isValid = (session: ExternalSession) => {
        const { userId, accountId, epoch, tombstone } = session
        return (
          factKeys.has(`user ${userId} ${epoch}`) &&
          (accountId === null || factKeys.has(`account ${accountId} ${userId}`)) &&
          !factKeys.has(`ended ${tombstone} ended`) &&
          !hasProviderTombstone(session)
        )
      }
      return sessions.filter(isValid).map(({ id }) => id)
    },
  }
}

// Three lists of keys, each looked up in its index; no database would plan one join like that. The tombstones come
// first, because the first SELECT decides which column holds a time.
function factsQuery(sessions: readonly ExternalSession[]): Sql {
  return sql`
    SELECT 'ended' AS "kind", "key", 'ended' AS "value", "expiresAt" AS "until" FROM "Nonce"
    WHERE "key" IN (${joinKeys(sessions.flatMap(({ tombstone, providerTombstones }) => [tombstone, ...providerTombstones]))})
    UNION ALL
    SELECT 'user', "id", CAST("sessionEpoch" AS TEXT), NULL FROM "User"
    WHERE "active" AND "id" IN (${joinKeys(sessions.map(({ userId }) => userId))})
    UNION ALL
    SELECT 'account', "id", "userId", NULL FROM "Account"
    WHERE "id" IN (${joinKeys(sessions.map(({ accountId }) => accountId))})`
}

/**
 * Distinct keys for IN. The empty string, which is not a key, stands for missing ones and keeps the list from being empty.
 */
function joinKeys(keys: readonly (string | null)[]): Sql {
  return join([...new Set(['', ...keys.map((key) => key ?? '')])])
}
