import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** Counters for rate limits, shared by all processes. Each counts within a window of time. */
export interface LimitQueries {
  /**
   * Counts one more; returns the count in the current window, and when the window ends. One statement, so no
   * simultaneous increment is lost. When the previous window is over, a new one begins. A window
   * that ends later than `latestEnd` began before the clock was set back, and counts as over.
   */
  incrementLimit(key: string, windowMs: number, now: Date): Promise<{ count: number; resetsAt: Date }>
  /** The count in the current window, and when the window ends; null when there is no current window. */
  getLimitCount(key: string, windowMs: number, now: Date): Promise<{ count: number; resetsAt: Date } | null>
  /** Counts one less, if the window that ends at `resetsAt` is still the current one. */
  decrementLimit(key: string, resetsAt: Date): Promise<void>
}

const CountRowSchema = z.object({ count: z.coerce.number(), resetsAt: z.coerce.date() })

export function limitQueries(db: Executor): LimitQueries {
  return {
    async incrementLimit(key, windowMs, now) {
      const resetsAt = new Date(now.getTime() + windowMs)
      const isOver = sql`"Limit"."resetsAt" <= ${now} OR "Limit"."resetsAt" > ${latestEnd(windowMs, now)}`
      const rows = await db.rows(sql`
        INSERT INTO "Limit" ("key", "count", "resetsAt") VALUES (${key}, 1, ${resetsAt})
        ON CONFLICT ("key") DO UPDATE SET
          "count" = CASE WHEN ${isOver} THEN 1 ELSE "Limit"."count" + 1 END,
          "resetsAt" = CASE WHEN ${isOver} THEN excluded."resetsAt" ELSE "Limit"."resetsAt" END
        RETURNING "count", "resetsAt"`)
      return CountRowSchema.parse(rows[0])
    },
    async getLimitCount(key, windowMs, now) {
      const rows = await db.rows(sql`
        SELECT "count", "resetsAt" FROM "Limit"
        WHERE "key" = ${key} AND "resetsAt" > ${now} AND "resetsAt" <= ${latestEnd(windowMs, now)}`)
      return rows.length === 1 ? CountRowSchema.parse(rows[0]) : null
    },
    async decrementLimit(key, resetsAt) {
      await db.run(sql`
        UPDATE "Limit" SET "count" = "count" - 1
        WHERE "key" = ${key} AND "resetsAt" = ${resetsAt} AND "count" > 0`)
    },
  }
}

/** When a window can end at the latest. Twice its length, because the clocks of two processes may differ. */
function latestEnd(windowMs: number, now: Date): Date {
  return new Date(now.getTime() + 2 * windowMs)
}
