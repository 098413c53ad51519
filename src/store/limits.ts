import { z } from 'zod'
import type { Executor } from './database.js'

/** Counters of how often something was done, shared by all processes. */
export interface LimitQueries {
  /**
   * Counts one more and returns how many there are now in the running window, and when that ends: one statement, so
   * none of many at once is lost. A window that is over begins anew.
   */
  incrementLimit(key: string, windowMs: number, now: Date): Promise<{ count: number; resetsAt: Date }>
  /** How many there are in the running window, and when that ends; null when none is running. */
  getLimitCount(key: string, now: Date): Promise<{ count: number; resetsAt: Date } | null>
  /** Counts one less, if the window that ends at `resetsAt` is still running. */
  decrementLimit(key: string, resetsAt: Date): Promise<void>
}

const CountRow = z.object({ count: z.coerce.number(), resetsAt: z.coerce.date() })

export function limitQueries(db: Executor): LimitQueries {
  return {
    async incrementLimit(key, windowMs, now) {
      const resetsAt = new Date(now.getTime() + windowMs)
      const rows = await db.$queryRaw<unknown[]>`
        INSERT INTO "Limit" ("key", "count", "resetsAt") VALUES (${key}, 1, ${resetsAt})
        ON CONFLICT ("key") DO UPDATE SET
          "count" = CASE WHEN "Limit"."resetsAt" <= ${now} THEN 1 ELSE "Limit"."count" + 1 END,
          "resetsAt" = CASE WHEN "Limit"."resetsAt" <= ${now} THEN excluded."resetsAt" ELSE "Limit"."resetsAt" END
        RETURNING "count", "resetsAt"`
      return CountRow.parse(rows[0])
    },
    async getLimitCount(key, now) {
      const row = await db.limit.findUnique({ where: { key } })
      return row !== null && row.resetsAt > now ? CountRow.parse(row) : null
    },
    async decrementLimit(key, resetsAt) {
      await db.limit.updateMany({
        where: { key, resetsAt, count: { gt: 0 } },
        data: { count: { decrement: 1 } },
      })
    },
  }
}
