import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** What is asked about the accounts of a backend as a whole. */
export interface BackendAccountQueries {
  /** Counts the accounts of this backend, or those of exactly this issuer. */
  countAccounts(backend: string, issuer?: string): Promise<number>
  /** The issuers of the accounts of this backend: one, or one for each tenant; at most 10,000. */
  listIssuers(backend: string): Promise<readonly string[]>
}

const MAX_ISSUERS = 10_000
const IssuerRowSchema = z.object({ issuer: z.string() })
const CountRowSchema = z.object({ count: z.number() })

export function backendAccountQueries(db: Executor): BackendAccountQueries {
  return {
    // Rows whose user was deleted outside of this program belong to no user; see `createAccount`.
    async countAccounts(backend, issuer) {
      const hasIssuer = issuer === undefined ? sql`` : sql`AND a."issuer" = ${issuer}`
      const rows = await db.rows(sql`
        SELECT COUNT(*) AS "count" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."backend" = ${backend} ${hasIssuer}`)
      return CountRowSchema.parse(rows[0]).count
    },
    async listIssuers(backend) {
      const rows = await db.rows(sql`
        SELECT DISTINCT a."issuer" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."backend" = ${backend} ORDER BY a."issuer" LIMIT ${MAX_ISSUERS}`)
      return z
        .array(IssuerRowSchema)
        .parse(rows)
        .map(({ issuer }) => issuer)
    },
  }
}
