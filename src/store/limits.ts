import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** Counters for rate limits, shared by all processes. Each counts within a window of time. */
export interface LimitQueries {
  /**
   * Counts one more; returns the count in the current window, and when the window ends. One statement, so no
   * simultaneous increment is lost. When the previous window is over, a new one begins.
   */
  incrementLimit(key: string, windowMs: number, now: Date): Promise<{ count: number; resetsAt: Date }>
  /** The count in the current window, and when the window ends; null when there is no current window. */
  getLimitCount(key: string, now: Date): Promise<{ count: number; resetsAt: Date } | null>
  /** Counts one less, if the window that ends at `resetsAt` is still the current one. */
  decrementLimit(key: string, resetsAt: Date): Promise<void>
}

const CountRowSchema = z.object({ count: z.coerce.number(), resetsAt: z.coerce.date() })

export function limitQueries(db: Executor): LimitQueries {
  return {
    async incrementLimit(key, windowMs, now) {
      const resetsAt = new Date(now.getTime() + windowMs)
      const rows = await db.rows(sql`
        INSERT INTO "Limit" ("key", "count", "resetsAt") VALUES (${key}, 1, ${resetsAt})
        ON CONFLICT ("key") DO UPDATE SET
          "count" = CASE WHEN "Limit"."resetsAt" <= ${now} THEN 1 ELSE "Limit"."count" + 1 END,
          "resetsAt" = CASE WHEN "Limit"."resetsAt" <= ${now} THEN excluded."resetsAt" ELSE "Limit"."resetsAt" END
        RETURNING "count", "resetsAt"`)
      return CountRowSchema.parse(rows[0])
    },
    async getLimitCount(key, now) {
      const rows = await db.rows(sql`
        SELECT "count", "resetsAt" FROM "Limit" WHERE "key" = ${key} AND "resetsAt" > ${now}`)
      return rows.length === 1 ? CountRowSchema.parse(rows[0]) : null
    },
    async decrementLimit(key, resetsAt) {
      await db.run(sql`
        UPDATE "Limit" SET "count" = "count" - 1
        WHERE "key" = ${key} AND "resetsAt" = ${resetsAt} AND "count" > 0`)
    },
  }
}

/** Keys that can be used once, such as the `jti` of a proof or the ID of an ended session. */
export interface NonceQueries {
  /**
   * Stores `key` until `expiresAt`. Returns true the first time and false after that; one statement, so exactly one of
   * several requests gets true, on all processes. The key may be deleted after `expiresAt`, so what it stands for must
   * have expired by then.
   * @param key a hash, because what it stands for may be secret or text of a stranger
   */
  consumeNonce(key: string, expiresAt: Date): Promise<boolean>
  /** Writes one small row, the same each time. @throws when the database is read-only or full */
  checkWritable(now: Date): Promise<void>
}

const DAY_MS = 24 * 3_600_000

export function nonceQueries(db: Executor): NonceQueries {
  return {
    async consumeNonce(key, expiresAt) {
      const count = await db.run(sql`
        INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${expiresAt}) ON CONFLICT ("key") DO NOTHING`)
      return count === 1
    },
    async checkWritable(now) {
      // An indexed value that does not change makes the cheapest update on Postgres.
      await db.run(sql`
        /* readiness */ INSERT INTO "Nonce" ("key", "expiresAt") VALUES ('readiness', ${new Date(now.getTime() + DAY_MS)})
        ON CONFLICT ("key") DO UPDATE SET "expiresAt" = "Nonce"."expiresAt"`)
    },
  }
}
