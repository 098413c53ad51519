import { z } from 'zod'
import type { Executor } from './database.js'
import { Session, User } from './records.js'

export type NewSession = Session & { readonly tokenHash: string }

/** How a session is found by its carrier: only by the hash of its token. */
export interface Sessions {
  /** The live session of this token and its user, in one indexed read; null when ended, expired or its user disabled. */
  findSession(tokenHash: string, now: Date): Promise<{ session: Session; user: User } | null>
  /**
   * Opens a session. With `replaces`, the browser's earlier session becomes the new one in one statement, so its
   * token is dead at the same instant.
   */
  openSession(session: NewSession, replaces: string | null): Promise<void>
  sessionsOf(userId: string, now: Date): Promise<readonly Session[]>
  /** Notes a use. Never brings back a session that was ended: it changes a row or nothing. */
  touchSession(id: string, lastSeenAt: Date, idleExpiresAt: Date): Promise<void>
  /** False when it had ended before. */
  endSession(tokenHash: string): Promise<boolean>
  /** Gives the session a new token and detaches it from the account that opened it; false when it has ended. */
  rotateSession(id: string, tokenHash: string): Promise<boolean>
  purgeSessions(before: Date): Promise<number>
}

const Joined = z.looseObject({ s_id: z.string() })

export function sessions(db: Executor): Sessions {
  return {
    async findSession(tokenHash, now) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT s."id" AS "s_id", s."userId", s."accountId", s."kind", s."backend", s."userAgent", s."address",
               s."createdAt", s."lastSeenAt", s."idleExpiresAt", s."expiresAt",
               u."id" AS "id", u."username", u."email", u."emailVerified", u."provenEmail", u."name", u."givenName",
               u."familyName", u."picture", u."active", u."admin"
        FROM "Session" s JOIN "User" u ON u."id" = s."userId"
        WHERE s."tokenHash" = ${tokenHash}`
      if (rows.length === 0) return null
      const row = Joined.parse(rows[0])
      const session = Session.parse({ ...row, id: row.s_id })
      const user = User.parse(row)
      const live = user.active && session.expiresAt > now && session.idleExpiresAt > now
      return live ? { session, user } : null
    },
    async openSession(session, replaces) {
      const { id, tokenHash, userId, accountId, kind, backend, userAgent, address } = session
      const { createdAt, lastSeenAt, idleExpiresAt, expiresAt } = session
      if (replaces !== null) {
        const count = await db.$executeRaw`
          UPDATE "Session"
          SET "id" = ${id}, "tokenHash" = ${tokenHash}, "userId" = ${userId}, "accountId" = ${accountId},
              "kind" = ${kind}, "backend" = ${backend}, "userAgent" = ${userAgent}, "address" = ${address},
              "createdAt" = ${createdAt}, "lastSeenAt" = ${lastSeenAt}, "idleExpiresAt" = ${idleExpiresAt},
              "expiresAt" = ${expiresAt}
          WHERE "tokenHash" = ${replaces}`
        if (count === 1) return
      }
      await db.$executeRaw`
        INSERT INTO "Session" ("id", "tokenHash", "userId", "accountId", "kind", "backend", "userAgent", "address",
                               "createdAt", "lastSeenAt", "idleExpiresAt", "expiresAt")
        VALUES (${id}, ${tokenHash}, ${userId}, ${accountId}, ${kind}, ${backend}, ${userAgent}, ${address},
                ${createdAt}, ${lastSeenAt}, ${idleExpiresAt}, ${expiresAt})`
    },
    async sessionsOf(userId, now) {
      const rows = await db.session.findMany({
        where: { userId, expiresAt: { gt: now }, idleExpiresAt: { gt: now } },
        orderBy: { lastSeenAt: 'desc' },
        take: 100,
      })
      return z.array(Session).parse(rows)
    },
    async touchSession(id, lastSeenAt, idleExpiresAt) {
      await db.session.updateMany({ where: { id }, data: { lastSeenAt, idleExpiresAt } })
    },
    async endSession(tokenHash) {
      const { count } = await db.session.deleteMany({ where: { tokenHash } })
      return count === 1
    },
    async rotateSession(id, tokenHash) {
      const { count } = await db.session.updateMany({ where: { id }, data: { tokenHash, accountId: null } })
      return count === 1
    },
    async purgeSessions(before) {
      const { count } = await db.session.deleteMany({
        where: { OR: [{ expiresAt: { lt: before } }, { idleExpiresAt: { lt: before } }] },
      })
      return count
    },
  }
}
