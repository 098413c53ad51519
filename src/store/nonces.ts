import type { Executor } from './database.js'

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
