import { z } from 'zod'
import type { SignOutReason } from '../event-map.js'
import { listColumns, writeColumns } from './columns.js'
import type { EventRecorder } from './event-recording.js'
import type { Executor } from './executor.js'
import {
  type Account,
  AccountSchema,
  type Session,
  SessionSchema,
  type SlicedResult,
  type User,
  USER_COLUMNS,
  SESSION_COLUMNS,
} from './models.js'
import { pauseAfter } from './slices.js'
import { join, type Sql, sql } from './sql.js'

const SessionRowSchema = SessionSchema.extend({ tokenHash: z.string() })
export type SessionRow = Readonly<z.infer<typeof SessionRowSchema>>

/** The most sessions of one user that are listed. More than a thief can open unnoticed to hide an older one. */
export const MAX_LISTED_SESSIONS = 1000

/** Queries for sessions stored in this database. A row stores only a hash of its token. */
export interface SessionQueries {
  /**
   * The live session of this token and its user, in one indexed read. Null when the session has ended or expired, when
   * its user is disabled, or when all sessions of the user were ended since.
   */
  findSession(tokenHash: string, now: Date): Promise<{ session: Session; user: User } | null>
  /** @param toDeletedError makes the error of the transaction when the user or the account was deleted in the meantime */
  createSession(row: SessionRow, toDeletedError?: (cause: Error) => Error): Promise<void>
  /** Replaces the session of `oldHash` by another one, in one statement; returns false when that session had ended. */
  replaceSession(oldHash: string, row: SessionRow): Promise<boolean>
  listSessions(userId: string, now: Date): Promise<readonly Session[]>
  /** Records a use. An ended session stays ended: the statement updates an existing row or nothing. */
  touchSession(id: string, lastSeenAt: Date, idleExpiresAt: Date): Promise<void>
  /** Returns the session; null when it had already ended. */
  deleteSession(tokenHash: string): Promise<Session | null>
  /** Ends one session of this user, and returns it; null when the user has no session with this ID. */
  deleteUserSession(userId: string, id: string): Promise<Session | null>
  /** Ends all sessions of the user except one; returns how many. */
  deleteUserSessions(userId: string, exceptId: string | null): Promise<number>
  /**
   * Detaches a session from the account that opened it, so that the session stays when the account is deleted. It is of
   * no backend afterwards.
   */
  detachSession(id: string, accountId: string): Promise<void>
  /** The number of live sessions. Reads the table in slices, so that on SQLite no request waits for long. */
  countSessions(now: Date): Promise<SlicedResult<number>>
  /** The IDs of those sessions that are still live, in one statement. */
  filterLiveSessions(ids: readonly string[], now: Date): Promise<readonly string[]>
}

const SESSION_LIST = listColumns(SessionSchema)
const SESSION_ROW_COLUMNS = writeColumns(SessionRowSchema)
const SessionIdRowSchema = z.object({ id: z.string() })
const SliceRowSchema = z.object({
  rows: z.coerce.number(),
  live: z.coerce.number(),
  last: z.string().nullable(),
})
/** How many sessions one statement of a count reads: a few milliseconds. */
const SLICE_SIZE = 1000

export function sessionQueries(db: Executor): SessionQueries {
  return {
    async findSession(tokenHash, now) {
      const rows = await db.rows(sql`
        SELECT ${SESSION_COLUMNS.sql}, ${USER_COLUMNS.sql}
        FROM "Session" s JOIN "User" u ON u."id" = s."userId"
        WHERE s."tokenHash" = ${tokenHash}`)
      const [row] = rows
      if (row === undefined) return null
      const session = SESSION_COLUMNS.parse(row)
      const user = USER_COLUMNS.parse(row)
      const isCurrent = user.active && session.epoch === user.sessionEpoch
      return isCurrent && session.expiresAt > now && session.idleExpiresAt > now ? { session, user } : null
    },
    createSession: (row, toDeletedError = (cause) => cause) =>
      db.write(sql`INSERT INTO "Session" ${SESSION_ROW_COLUMNS.values(row)}`, {
        toError: (error) => (error.kind === 'foreign-key' ? toDeletedError(error) : error),
      }),
    async replaceSession(oldHash, row) {
      const count = await db.run(sql`
        UPDATE "Session" SET ${SESSION_ROW_COLUMNS.assignments(row)} WHERE "tokenHash" = ${oldHash}`)
      return count === 1
    },
    async listSessions(userId, now) {
      const rows = await db.rows(sql`
        SELECT ${SESSION_LIST} FROM "Session"
        WHERE "userId" = ${userId} AND "expiresAt" > ${now} AND "idleExpiresAt" > ${now}
        ORDER BY "lastSeenAt" DESC LIMIT ${MAX_LISTED_SESSIONS}`)
      return z.array(SessionSchema).parse(rows)
    },
    async touchSession(id, lastSeenAt, idleExpiresAt) {
      await db.run(sql`
        UPDATE "Session" SET "lastSeenAt" = ${lastSeenAt}, "idleExpiresAt" = ${idleExpiresAt} WHERE "id" = ${id}`)
    },
    async deleteSession(tokenHash) {
      return deleteOne(db, sql`"tokenHash" = ${tokenHash}`)
    },
    async deleteUserSession(userId, id) {
      return deleteOne(db, sql`"id" = ${id} AND "userId" = ${userId}`)
    },
    async deleteUserSessions(userId, exceptId) {
      const others = exceptId === null ? sql`` : sql`AND "id" <> ${exceptId}`
      return db.run(sql`DELETE FROM "Session" WHERE "userId" = ${userId} ${others}`)
    },
    async detachSession(id, accountId) {
      await db.run(sql`
        UPDATE "Session" SET "accountId" = NULL, "backend" = '', "sid" = NULL
        WHERE "id" = ${id} AND "accountId" = ${accountId}`)
    },
    async countSessions(now) {
      let [value, statements, after]: [number, number, string | null] = [0, 0, '']
      while (after !== null) {
        const startedAt = performance.now()
        const rows = await db.rows(sql`
          SELECT COUNT(*) AS "rows", MAX("id") AS "last",
            COUNT(CASE WHEN "expiresAt" > ${now} AND "idleExpiresAt" > ${now} THEN 1 END) AS "live"
          FROM (SELECT "id", "expiresAt", "idleExpiresAt" FROM "Session"
            WHERE "id" > ${after} ORDER BY "id" LIMIT ${SLICE_SIZE}) s`)
        const slice = SliceRowSchema.parse(rows[0])
        value += slice.live
        statements += 1
        after = slice.rows < SLICE_SIZE ? null : slice.last
        if (after !== null) await pauseAfter(startedAt)
      }
      return { value, statements }
    },
    async filterLiveSessions(ids, now) {
      if (ids.length === 0) return []
      const rows = await db.rows(sql`
        SELECT s."id" FROM "Session" s JOIN "User" u ON u."id" = s."userId"
        WHERE s."id" IN (${join([...ids])}) AND s."expiresAt" > ${now} AND s."idleExpiresAt" > ${now}
          AND u."active" AND u."sessionEpoch" = s."epoch"`)
      return z
        .array(SessionIdRowSchema)
        .parse(rows)
        .map(({ id }) => id)
    },
  }
}

async function deleteOne(db: Executor, isSession: Sql): Promise<Session | null> {
  const rows = await db.rows(sql`DELETE FROM "Session" WHERE ${isSession} RETURNING ${SESSION_LIST}`)
  return rows.length === 0 ? null : SessionSchema.parse(rows[0])
}

/** Runs a statement that deletes sessions, and records that they have ended; returns how many there were. */
export type EndRecordedSessions = (statement: Sql, reason: SignOutReason) => Promise<number>

/** Runs a statement that deletes sessions in the transaction `db`, and records that they have ended. */
export async function endRecordedSessions(
  db: Executor,
  statement: Sql,
  reason: SignOutReason,
  recorder: EventRecorder | null,
): Promise<number> {
  const rows = await db.rows(sql`${statement} RETURNING ${SESSION_LIST}`)
  for (const session of z.array(SessionSchema).parse(rows))
    recorder?.record({ type: 'signed-out', userId: session.userId, session, reason })
  return rows.length
}

/** Which sessions a provider says have ended: those of one provider session, of one account, or of both together. */
export interface ProviderLogout {
  readonly backend: string
  /** The hash of the provider's session ID (`hashProviderSid`); null for all sessions of the account. */
  readonly sid: string | null
  /** Null for every account with this provider session. */
  readonly accountId: string | null
  /** Sessions that were opened after this time are not meant. */
  readonly before: Date
}

/** Queries for logouts at a provider. */
export interface ProviderLogoutQueries {
  /** The issuers and subjects of the accounts whose sessions belong to this provider session. */
  listOwnersBySid(backend: string, sid: string): Promise<readonly Pick<Account, 'issuer' | 'subject'>[]>
  /** Ends these sessions, and returns them. */
  deleteSessionsByProvider(logout: ProviderLogout): Promise<readonly Session[]>
  /** Stores a nonce until `expiresAt`; one that expires later stays as it is. */
  extendNonce(key: string, expiresAt: Date): Promise<void>
}

const OwnerRowSchema = AccountSchema.pick({ issuer: true, subject: true })

export function providerLogoutQueries(db: Executor): ProviderLogoutQueries {
  return {
    async listOwnersBySid(backend, sid) {
      const rows = await db.rows(sql`
        SELECT DISTINCT a."issuer", a."subject" FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"
        WHERE s."backend" = ${backend} AND s."sid" = ${sid}`)
      return z.array(OwnerRowSchema).parse(rows)
    },
    async deleteSessionsByProvider({ backend, sid, accountId, before }) {
      // With neither, the condition below would match the sessions of all users.
      if (sid === null && accountId === null) return []
      const hasSid = sid === null ? sql`` : sql`AND "sid" = ${sid}`
      const hasAccount = accountId === null ? sql`` : sql`AND "accountId" = ${accountId}`
      const rows = await db.rows(sql`
        DELETE FROM "Session" WHERE "backend" = ${backend} AND "createdAt" <= ${before} ${hasSid} ${hasAccount}
        RETURNING ${SESSION_LIST}`)
      return z.array(SessionSchema).parse(rows)
    },
    async extendNonce(key, expiresAt) {
      await db.run(sql`
        INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${expiresAt})
        ON CONFLICT ("key") DO UPDATE SET "expiresAt" = excluded."expiresAt"
        WHERE "Nonce"."expiresAt" < excluded."expiresAt"`)
    },
  }
}
