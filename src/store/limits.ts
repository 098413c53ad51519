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
