import { z } from 'zod'
import { selectColumns, writeColumns } from './columns.js'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { type Session, SessionSchema, type User, UserSchema } from './models.js'

const SessionRowSchema = SessionSchema.extend({ tokenHash: z.string() })
export type SessionRow = Readonly<z.infer<typeof SessionRowSchema>>

/** The rows of sessions that are kept in this database. A row is found by the hash of its token only. */
export interface SessionQueries {
  /**
   * The live session of this token and its user, in one indexed read; null when it has ended or expired, its user is
   * disabled, or all sessions of the user were ended since.
   */
  findSession(tokenHash: string, now: Date): Promise<{ session: Session; user: User } | null>
  createSession(row: SessionRow): Promise<void>
  /** Turns the session of `oldHash` into another one, in one statement; false when that one had ended. */
  replaceSession(oldHash: string, row: SessionRow): Promise<boolean>
  listSessions(userId: string, now: Date): Promise<readonly Session[]>
  /** Notes a use. Never brings back a session that was ended: it changes a row or nothing. */
  touchSession(id: string, lastSeenAt: Date, idleExpiresAt: Date): Promise<void>
  /** False when it had ended before. */
  deleteSession(tokenHash: string): Promise<boolean>
  /** Ends one session of this user; false when it is not there or somebody else's. */
  deleteUserSession(userId: string, id: string): Promise<boolean>
  /** Ends all sessions of the user but one; returns how many. */
  deleteUserSessions(userId: string, exceptId: string | null): Promise<number>
  /** Detaches the session from this account, if that is the one that opened it, so that it outlives the account. */
  detachSession(id: string, accountId: string): Promise<void>
  /** How many sessions live. */
  countSessions(now: Date): Promise<number>
  /** Of these sessions, the ids of those that still live, in one statement. */
  filterLiveSessions(ids: readonly string[], now: Date): Promise<readonly string[]>
}

const SESSION_COLUMNS = selectColumns('s', SessionSchema)
const USER_COLUMNS = selectColumns('u', UserSchema)
const SESSION_ROW_COLUMNS = writeColumns(SessionRowSchema)
const SessionIdRowSchema = z.object({ id: z.string() })

export function sessionQueries(db: Executor): SessionQueries {
  return {
    async findSession(tokenHash, now) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT ${SESSION_COLUMNS.sql}, ${USER_COLUMNS.sql}
        FROM "Session" s JOIN "User" u ON u."id" = s."userId"
        WHERE s."tokenHash" = ${tokenHash}`
      const [row] = rows
      if (row === undefined) return null
      const session = SESSION_COLUMNS.parse(row)
      const user = USER_COLUMNS.parse(row)
      const isCurrent = user.active && session.epoch === user.sessionEpoch
      return isCurrent && session.expiresAt > now && session.idleExpiresAt > now ? { session, user } : null
    },
    async createSession(row) {
      await db.$executeRaw`INSERT INTO "Session" ${SESSION_ROW_COLUMNS.values(row)}`
    },
    async replaceSession(oldHash, row) {
      const count = await db.$executeRaw`
        UPDATE "Session" SET ${SESSION_ROW_COLUMNS.assignments(row)} WHERE "tokenHash" = ${oldHash}`
      return count === 1
    },
    async listSessions(userId, now) {
      const rows = await db.session.findMany({
        where: { userId, expiresAt: { gt: now }, idleExpiresAt: { gt: now } },
        orderBy: { lastSeenAt: 'desc' },
        take: 100,
      })
      return z.array(SessionSchema).parse(rows)
    },
    async touchSession(id, lastSeenAt, idleExpiresAt) {
      await db.session.updateMany({ where: { id }, data: { lastSeenAt, idleExpiresAt } })
    },
    async deleteSession(tokenHash) {
      const { count } = await db.session.deleteMany({ where: { tokenHash } })
      return count === 1
    },
    async deleteUserSession(userId, id) {
      const { count } = await db.session.deleteMany({ where: { id, userId } })
      return count === 1
    },
    async deleteUserSessions(userId, exceptId) {
      const others = exceptId === null ? {} : { NOT: { id: exceptId } }
      const { count } = await db.session.deleteMany({ where: { userId, ...others } })
      return count
    },
    async detachSession(id, accountId) {
      await db.session.updateMany({ where: { id, accountId }, data: { accountId: null, sid: null } })
    },
    countSessions: (now) =>
      db.session.count({ where: { expiresAt: { gt: now }, idleExpiresAt: { gt: now } } }),
    async filterLiveSessions(ids, now) {
      if (ids.length === 0) return []
      const rows = await db.$queryRaw<unknown[]>`
        SELECT s."id" FROM "Session" s JOIN "User" u ON u."id" = s."userId"
        WHERE s."id" IN (${Prisma.join([...ids])}) AND s."expiresAt" > ${now} AND s."idleExpiresAt" > ${now}
          AND u."active" AND u."sessionEpoch" = s."epoch"`
      return z
        .array(SessionIdRowSchema)
        .parse(rows)
        .map(({ id }) => id)
    },
  }
}

/** Sessions that a provider says have ended: of one provider session, of one account, or of both. */
export interface ProviderLogout {
  readonly backend: string
  /** As our sessions keep it (`providerSession`); null for all of the account. */
  readonly sid: string | null
  /** Null for whoever it is that has this provider session. */
  readonly accountId: string | null
  /** Sessions that were opened later are newer than what has ended. */
  readonly before: Date
}

/** What the end of a session at a provider means for rows of this database. */
export interface ProviderLogoutQueries {
  /** The subjects whose sessions are of this provider session. */
  listSubjectsBySid(backend: string, sid: string): Promise<readonly string[]>
  /** Deletes these sessions; returns how many there were. */
  deleteSessionsByProvider(logout: ProviderLogout): Promise<number>
  /** Sets a mark until then; one that lasts longer stays as it is. */
  extendNonce(key: string, expiresAt: Date): Promise<void>
}

const SubjectRowSchema = z.object({ subject: z.string() })

export function providerLogoutQueries(db: Executor): ProviderLogoutQueries {
  return {
    async listSubjectsBySid(backend, sid) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT DISTINCT a."subject" FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"
        WHERE s."backend" = ${backend} AND s."sid" = ${sid}`
      return z
        .array(SubjectRowSchema)
        .parse(rows)
        .map(({ subject }) => subject)
    },
    async deleteSessionsByProvider({ backend, sid, accountId, before }) {
      // Without either this would be everybody.
      if (sid === null && accountId === null) return 0
      const { count } = await db.session.deleteMany({
        where: {
          backend,
          createdAt: { lte: before },
          ...(sid === null ? {} : { sid }),
          ...(accountId === null ? {} : { accountId }),
        },
      })
      return count
    },
    async extendNonce(key, expiresAt) {
      await db.$executeRaw`
        INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${expiresAt})
        ON CONFLICT ("key") DO UPDATE SET "expiresAt" = excluded."expiresAt"
        WHERE "Nonce"."expiresAt" < excluded."expiresAt"`
    },
  }
}
