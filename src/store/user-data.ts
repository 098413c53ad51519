import { z } from 'zod'
import { listColumns } from './columns.js'
import { type EventRow, EventRowSchema } from './events.js'
import type { Executor } from './executor.js'
import { join, sql } from './sql.js'

/** A device that a user has approved or denied, as the export of their data lists it. */
const DeviceSummarySchema = z.object({
  name: z.string().nullable(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  decision: z.string().nullable(),
  createdAt: z.date(),
  decidedAt: z.date().nullable(),
})
export type DeviceSummary = Readonly<z.infer<typeof DeviceSummarySchema>>

/** An account with everything that is stored about it but its secrets, as the export of a user's data lists it. */
const AccountSummarySchema = z.object({
  backend: z.string(),
  issuer: z.string(),
  subject: z.string(),
  label: z.string().nullable(),
  createdAt: z.date(),
  lastLoginAt: z.date(),
  extraData: z.string(),
})
export type AccountSummary = Readonly<z.infer<typeof AccountSummarySchema>> & {
  /** Whether tokens of the provider are stored. */
  readonly hasTokens: boolean
}

/** The account that belongs to encrypted tokens, so that they can be revoked after the account was deleted. */
const AccountTokensSchema = z.object({
  id: z.string(),
  backend: z.string(),
  issuer: z.string(),
  tokens: z.instanceof(Uint8Array).nullable(),
})
export type AccountTokens = Readonly<z.infer<typeof AccountTokensSchema>>

/** What replaces the details of events about a deleted user, as JSON text without names. */
export interface AnonymousDetails {
  readonly signIn: string
  readonly administration: string
  /** Replaces the user's name where they acted as an administrator. */
  readonly actor: string
}

/** Queries for the end of a user, and for the export of everything that is stored about one. */
export interface UserDataQueries {
  /** The tokens of all accounts of the user, encrypted. */
  listAccountTokens(userId: string): Promise<readonly AccountTokens[]>
  /** Removes names and other personal details from all events about this user, and from those of their own actions. */
  anonymizeEvents(userId: string, details: AnonymousDetails): Promise<void>
  /**
   * Deletes the user with everything that belongs to them: accounts and their tokens, sessions, password, devices,
   * emailed codes, and sign-ins in progress. Returns false when there is no such user.
   */
  deleteUser(id: string): Promise<boolean>
  /** All accounts of the user, the oldest first. */
  listAccountSummaries(userId: string): Promise<readonly AccountSummary[]>
  /** When the user's password was last changed; null if the user has none. */
  getPasswordChangedAt(userId: string): Promise<Date | null>
  /** The devices that the user has decided about, the latest first; at most 1000. */
  listUserDevices(userId: string): Promise<readonly DeviceSummary[]>
  /** The latest events about the user or of their own actions, newest first. */
  listUserEvents(userId: string, limit: number): Promise<readonly EventRow[]>
}

const MAX_DEVICES = 1000

const ACCOUNT_TOKENS_COLUMNS = listColumns(AccountTokensSchema)
const ACCOUNT_SUMMARY_COLUMNS = listColumns(AccountSummarySchema)
const WithTokensSchema = AccountSummarySchema.extend({ withTokens: z.coerce.number() })
const PasswordRowSchema = z.object({ changedAt: z.date() })
const DEVICE_SUMMARY_COLUMNS = listColumns(DeviceSummarySchema)
const EVENT_COLUMNS = listColumns(EventRowSchema)
const AddressesRowSchema = z.object({ email: z.string().nullable(), provenEmail: z.string().nullable() })

export function userDataQueries(db: Executor): UserDataQueries {
  return {
    async listAccountTokens(userId) {
      const rows = await db.rows(sql`
        SELECT ${ACCOUNT_TOKENS_COLUMNS} FROM "Account" WHERE "userId" = ${userId}`)
      return z.array(AccountTokensSchema).parse(rows)
    },
    async anonymizeEvents(userId, { signIn, administration, actor }) {
      await db.run(sql`
        UPDATE "Event" SET "detail" = ${signIn} WHERE "userId" = ${userId} AND "area" = 'sign-in'`)
      await db.run(sql`
        UPDATE "Event" SET "detail" = ${administration} WHERE "userId" = ${userId} AND "area" = 'administration'`)
      // Only administrators act, and only the index of the area finds their events.
      await db.run(sql`
        UPDATE "Event" SET "actor" = ${actor} WHERE "area" = 'administration' AND "actorId" = ${userId}`)
    },
    async deleteUser(id) {
      const [user] = await db.rows(sql`SELECT "email", "provenEmail" FROM "User" WHERE "id" = ${id}`)
      if (user === undefined) return false
      const { email, provenEmail } = AddressesRowSchema.parse(user)
      await db.run(sql`
        DELETE FROM "Code" WHERE "userId" = ${id} OR "email" IN (${join([email, provenEmail])})`)
      await db.run(sql`DELETE FROM "Partial" WHERE "userId" = ${id}`)
      await db.run(sql`DELETE FROM "Attempt" WHERE "userId" = ${id}`)
      // The database deletes the rest with the user: accounts, sessions, password and devices.
      return (await db.run(sql`DELETE FROM "User" WHERE "id" = ${id}`)) === 1
    },
    async listAccountSummaries(userId) {
      const rows = await db.rows(sql`
        SELECT ${ACCOUNT_SUMMARY_COLUMNS}, CASE WHEN "tokens" IS NULL THEN 0 ELSE 1 END AS "withTokens"
        FROM "Account" WHERE "userId" = ${userId} ORDER BY "createdAt", "id"`)
      return rows.map((row) => {
        const { withTokens, ...account } = WithTokensSchema.parse(row)
        return { ...account, hasTokens: withTokens === 1 }
      })
    },
    async getPasswordChangedAt(userId) {
      const [row] = await db.rows(sql`SELECT "changedAt" FROM "Password" WHERE "userId" = ${userId}`)
      return row === undefined ? null : PasswordRowSchema.parse(row).changedAt
    },
    async listUserDevices(userId) {
      const rows = await db.rows(sql`
        SELECT ${DEVICE_SUMMARY_COLUMNS} FROM "Device" WHERE "userId" = ${userId}
        ORDER BY "createdAt" DESC LIMIT ${MAX_DEVICES}`)
      return z.array(DeviceSummarySchema).parse(rows)
    },
    async listUserEvents(userId, limit) {
      const rows = await db.rows(sql`
        SELECT ${EVENT_COLUMNS} FROM "Event"
        WHERE "userId" = ${userId} OR ("area" = 'administration' AND "actorId" = ${userId})
        ORDER BY "at" DESC, "id" DESC LIMIT ${limit}`)
      return z.array(EventRowSchema).parse(rows)
    },
  }
}
