import type { Executor } from './executor.js'
import { sql } from './sql.js'

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
