import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { AccountSchema, UserSchema } from './models.js'
import { join, sql } from './sql.js'

/** What an import asks for before it writes: who has these values already. */
export interface ImportKeys {
  readonly ids: readonly string[]
  readonly usernames: readonly string[]
  readonly provenEmails: readonly string[]
  /** Subjects by backend. */
  readonly subjects: ReadonlyMap<string, readonly string[]>
}

const OwnerSchema = UserSchema.pick({
  id: true,
  username: true,
  formerUsername: true,
  email: true,
  provenEmail: true,
})
/** A user who has one of the values, or has had the user name. */
export type ImportKeyOwner = Readonly<z.infer<typeof OwnerSchema>>

const AccountOwnerSchema = AccountSchema.pick({ backend: true, subject: true, userId: true }).extend({
  username: z.string(),
})
/** An account that exists already, with the name of its user. */
export type ImportedAccountOwner = Readonly<z.infer<typeof AccountOwnerSchema>>

const UserRowSchema = UserSchema.extend({ active: z.boolean(), createdAt: z.date(), updatedAt: z.date() })
const AccountRowSchema = AccountSchema.extend({
  tokens: z.null(),
  extraData: z.string(),
  createdAt: z.date(),
})
const PasswordRowSchema = z.object({ userId: z.string(), hash: z.string(), changedAt: z.date() })

/** The rows that an import creates, for 500 users at most. */
export interface ImportRows {
  readonly users: readonly z.infer<typeof UserRowSchema>[]
  readonly accounts: readonly z.infer<typeof AccountRowSchema>[]
  readonly passwords: readonly z.infer<typeof PasswordRowSchema>[]
}

/** Queries for many users at once. They record no events for single users. */
export interface ImportQueries {
  findImportKeyOwners(keys: ImportKeys): Promise<readonly ImportKeyOwner[]>
  listImportedAccountOwners(keys: Pick<ImportKeys, 'subjects'>): Promise<readonly ImportedAccountOwner[]>
  /** @throws a unique conflict when a value was taken in the meantime */
  createImported(rows: ImportRows): Promise<void>
}

const USER_COLUMNS = writeColumns(UserRowSchema)
const ACCOUNT_COLUMNS = writeColumns(AccountRowSchema)
const PASSWORD_COLUMNS = writeColumns(PasswordRowSchema)
/** SQLite accepts some 32,000 values in one statement. */
const CHUNK_SIZE = 1000

export function importQueries(db: Executor): ImportQueries {
  return {
    async findImportKeyOwners({ ids, usernames, provenEmails }) {
      const conditions = [
        ...(ids.length > 0 ? [sql`"id" IN (${join(ids)})`] : []),
        ...(usernames.length > 0
          ? [sql`"username" IN (${join(usernames)})`, sql`"formerUsername" IN (${join(usernames)})`]
          : []),
        ...(provenEmails.length > 0 ? [sql`"provenEmail" IN (${join(provenEmails)})`] : []),
      ]
      const rows: ImportKeyOwner[] = []
      for (const condition of conditions) {
        const found = await db.rows(
          sql`SELECT "id", "username", "formerUsername", "email", "provenEmail" FROM "User" WHERE ${condition}`,
        )
        rows.push(...found.map((row) => OwnerSchema.parse(row)))
      }
      return rows
    },
    async listImportedAccountOwners({ subjects }) {
      const rows: ImportedAccountOwner[] = []
      for (const [backend, chunk] of inChunks(subjects)) {
        const found = await db.rows(sql`
          SELECT a."backend", a."subject", a."userId", u."username"
          FROM "Account" a JOIN "User" u ON u."id" = a."userId"
          WHERE a."backend" = ${backend} AND a."subject" IN (${join(chunk)})`)
        rows.push(...found.map((row) => AccountOwnerSchema.parse(row)))
      }
      return rows
    },
    async createImported({ users, accounts, passwords }) {
      if (users.length > 0) await db.run(sql`INSERT INTO "User" ${USER_COLUMNS.values(...users)}`)
      await deleteOrphans(db, accounts)
      for (const chunk of chunksOf(accounts))
        await db.run(sql`INSERT INTO "Account" ${ACCOUNT_COLUMNS.values(...chunk)}`)
      if (passwords.length > 0)
        await db.run(sql`INSERT INTO "Password" ${PASSWORD_COLUMNS.values(...passwords)}`)
    },
  }
}

/** Deletes accounts of these identities whose user another program has deleted without foreign keys. */
async function deleteOrphans(db: Executor, accounts: ImportRows['accounts']): Promise<void> {
  const subjects = new Map<string, string[]>()
  for (const { backend, subject } of accounts) {
    const known = subjects.get(backend)
    if (known === undefined) subjects.set(backend, [subject])
    else known.push(subject)
  }
  for (const [backend, chunk] of inChunks(subjects))
    await db.run(sql`
      DELETE FROM "Account" WHERE "backend" = ${backend} AND "subject" IN (${join(chunk)})
        AND NOT EXISTS (SELECT 1 FROM "User" u WHERE u."id" = "Account"."userId")`)
}

function inChunks(subjects: ImportKeys['subjects']): readonly (readonly [string, readonly string[]])[] {
  return [...subjects].flatMap(([backend, all]) => chunksOf(all).map((chunk) => [backend, chunk] as const))
}

function chunksOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / CHUNK_SIZE)
  return Array.from({ length: count }, (_, index) => all.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE))
}
