import { z } from 'zod'
import type { Executor } from './database.js'

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

const SubjectRow = z.object({ subject: z.string() })

export function providerLogoutQueries(db: Executor): ProviderLogoutQueries {
  return {
    async listSubjectsBySid(backend, sid) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT DISTINCT a."subject" FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"
        WHERE s."backend" = ${backend} AND s."sid" = ${sid}`
      return z
        .array(SubjectRow)
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
