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

const CountRowSchema = z.object({ count: z.coerce.number(), resetsAt: z.coerce.date() })

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
      return CountRowSchema.parse(rows[0])
    },
    async getLimitCount(key, now) {
      const row = await db.limit.findUnique({ where: { key } })
      return row !== null && row.resetsAt > now ? CountRowSchema.parse(row) : null
    },
    async decrementLimit(key, resetsAt) {
      await db.limit.updateMany({
        where: { key, resetsAt, count: { gt: 0 } },
        data: { count: { decrement: 1 } },
      })
    },
  }
}

/** Marks that can be set once: the `jti` of a proof, the id of a session that has ended. */
export interface NonceQueries {
  /**
   * Sets the mark of `key` until `expiresAt`; true for the first who does, false for everybody after. One statement, so
   * of many at once exactly one is the first, on all processes. What was marked has to be worthless by itself from
   * `expiresAt` on, for the mark may be gone then. `key` is a hash: what was marked may be foreign text, or secret.
   */
  consumeNonce(key: string, expiresAt: Date): Promise<boolean>
}

export function nonceQueries(db: Executor): NonceQueries {
  return {
    async consumeNonce(key, expiresAt) {
      const count = await db.$executeRaw`
        INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${expiresAt}) ON CONFLICT ("key") DO NOTHING`
      return count === 1
    },
  }
}
