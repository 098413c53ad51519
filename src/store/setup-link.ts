import { z } from 'zod'
import { listColumns } from './columns.js'
import type { Executor } from './executor.js'
import { type User, UserSchema } from './models.js'
import { raw, sql } from './sql.js'

/** Queries for the link with which the first administrator sets up the site. */
export interface SetupLinkQueries {
  /** Stores the link, which replaces an earlier one. */
  replaceSetupLink(link: { readonly tokenHash: string; readonly expiresAt: Date }): Promise<void>
  /** Whether the link can be used: it is the latest, has not expired, and no administrator can sign in. */
  isSetupLinkValid(tokenHash: string, now: Date): Promise<boolean>
  /** Uses the link up. One conditional statement, so exactly one of several requests gets true. */
  consumeSetupLink(tokenHash: string, now: Date): Promise<boolean>
  /** Whether an administrator who is not disabled has an account to sign in with. */
  hasAdministratorWithAccount(): Promise<boolean>
  /** Whether any user has an account to sign in with. */
  hasAccounts(): Promise<boolean>
  /** The first administrator who is not disabled and has no account to sign in with; null without one. */
  findAdministratorWithoutAccount(): Promise<User | null>
}

/** Its only row has this ID. */
const ID = 'setup'
const USER_LIST = listColumns(UserSchema)
const NO_ADMINISTRATOR = sql`NOT EXISTS (
  SELECT 1 FROM "User" u JOIN "Account" a ON a."userId" = u."id"
  WHERE u."admin" = ${true} AND u."active" = ${true})`
const CountRowSchema = z.object({ count: z.number() })

export function setupLinkQueries(db: Executor): SetupLinkQueries {
  return {
    async replaceSetupLink({ tokenHash, expiresAt }) {
      await db.run(sql`
        INSERT INTO "SetupLink" ("id", "tokenHash", "expiresAt") VALUES (${ID}, ${tokenHash}, ${expiresAt})
        ON CONFLICT ("id") DO UPDATE SET "tokenHash" = excluded."tokenHash", "expiresAt" = excluded."expiresAt"`)
    },
    async isSetupLinkValid(tokenHash, now) {
      const rows = await db.rows(sql`
        SELECT "id" FROM "SetupLink"
        WHERE "id" = ${ID} AND "tokenHash" = ${tokenHash} AND "expiresAt" > ${now} AND ${NO_ADMINISTRATOR}`)
      return rows.length === 1
    },
    async consumeSetupLink(tokenHash, now) {
      const count = await db.run(sql`
        DELETE FROM "SetupLink"
        WHERE "id" = ${ID} AND "tokenHash" = ${tokenHash} AND "expiresAt" > ${now} AND ${NO_ADMINISTRATOR}`)
      return count === 1
    },
    async hasAdministratorWithAccount() {
      const rows = await db.rows(sql`SELECT 1 AS "count" WHERE ${NO_ADMINISTRATOR}`)
      return rows.length === 0
    },
    async hasAccounts() {
      const rows = await db.rows(raw('SELECT COUNT(*) AS "count" FROM (SELECT 1 FROM "Account" LIMIT 1) a'))
      return CountRowSchema.parse(rows[0]).count > 0
    },
    async findAdministratorWithoutAccount() {
      const rows = await db.rows(sql`
        SELECT ${USER_LIST} FROM "User"
        WHERE "admin" = ${true} AND "active" = ${true}
          AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = "User"."id")
        ORDER BY "createdAt", "id" LIMIT 1`)
      return rows.length === 1 ? UserSchema.parse(rows[0]) : null
    },
  }
}
