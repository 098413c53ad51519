import { z } from 'zod'
import { selectColumns } from './columns.js'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { type Account, AccountSchema, type User, UserSchema } from './models.js'

/** What a sign-in leaves with the account. */
export interface AccountDetails {
  readonly label: string | null
  /** Sealed; null when this sign-in brought none. */
  readonly tokens: Uint8Array<ArrayBuffer> | null
  /** JSON text. */
  readonly extraData: string
  readonly lastLoginAt: Date
}

export type NewAccount = AccountDetails & Pick<Account, 'id' | 'userId' | 'backend' | 'subject' | 'issuer'>

export interface AccountQueries {
  /** The account of this identity, its sealed tokens and its user, in one statement. Subjects are compared byte for byte. */
  findAccount(
    backend: string,
    subject: string,
  ): Promise<{ account: Account; user: User; encryptedTokens: Uint8Array | null } | null>
  listAccounts(userId: string): Promise<readonly Account[]>
  /** The claims that were kept with this account, as JSON text; null when it is gone. */
  getExtraData(id: string): Promise<string | null>
  /** Fails with a conflict when the identity was linked meanwhile. */
  createAccount(account: NewAccount): Promise<Account>
  /**
   * What a sign-in did not bring stays as it was. False when the account was disconnected meanwhile, or, where they are
   * given, does not have the tokens that were `read` any more.
   */
  updateAccount(id: string, details: AccountDetails, previousTokens?: Uint8Array): Promise<boolean>
  /** Returns the sealed tokens that it had at that very moment; null when it was not there. Ends the sessions that it opened. */
  deleteAccount(id: string, userId: string): Promise<{ readonly tokens: Uint8Array | null } | null>
}

const ACCOUNT_COLUMNS = selectColumns('a', AccountSchema)
const USER_COLUMNS = selectColumns('u', UserSchema)
const AccountTokensRowSchema = z.looseObject({ tokens: z.instanceof(Uint8Array).nullable() })
const ExtraDataRowSchema = z.object({ extraData: z.string() })

export function accountQueries(db: Executor): AccountQueries {
  return {
    async findAccount(backend, subject) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT ${ACCOUNT_COLUMNS.sql}, a."tokens", ${USER_COLUMNS.sql}
        FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."backend" = ${backend} AND a."subject" = ${subject}`
      const [row] = rows
      if (row === undefined) return null
      const { tokens } = AccountTokensRowSchema.parse(row)
      return { account: ACCOUNT_COLUMNS.parse(row), user: USER_COLUMNS.parse(row), encryptedTokens: tokens }
    },
    async listAccounts(userId) {
      const rows = await db.account.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, take: 500 })
      return z.array(AccountSchema).parse(rows)
    },
    async getExtraData(id) {
      const rows = await db.$queryRaw<unknown[]>`SELECT "extraData" FROM "Account" WHERE "id" = ${id}`
      return rows.length === 0 ? null : ExtraDataRowSchema.parse(rows[0]).extraData
    },
    async createAccount(account) {
      const row = await db.account.create({ data: { ...account, createdAt: account.lastLoginAt } })
      return AccountSchema.parse(row)
    },
    async updateAccount(id, details, previousTokens) {
      const { label, tokens, extraData, lastLoginAt } = details
      const unchanged = previousTokens
        ? Prisma.sql`AND "tokens" = ${Uint8Array.from(previousTokens)}`
        : Prisma.empty
      const count = await db.$executeRaw`
        UPDATE "Account"
        SET "label" = COALESCE(${label}, "label"), "tokens" = COALESCE(${tokens}, "tokens"),
            "extraData" = ${extraData}, "lastLoginAt" = ${lastLoginAt}
        WHERE "id" = ${id} ${unchanged}`
      return count === 1
    },
    async deleteAccount(id, userId) {
      const rows = await db.$queryRaw<unknown[]>`
        DELETE FROM "Account" WHERE "id" = ${id} AND "userId" = ${userId} RETURNING "tokens"`
      return rows.length === 0 ? null : AccountTokensRowSchema.parse(rows[0])
    },
  }
}

/** The sealed tokens of one account, and who refreshes them. */
const TokenRowSchema = z.object({
  id: z.string(),
  userId: z.string(),
  backend: z.string(),
  subject: z.string(),
  issuer: z.string(),
  tokens: z.instanceof(Uint8Array).nullable(),
  /** With a time but without a holder, nobody refreshes and nobody may before that time. */
  leaseHolder: z.string().nullable(),
  leaseUntil: z.date().nullable(),
  user: z.object({ active: z.boolean() }),
})
export type TokenRow = Readonly<z.infer<typeof TokenRowSchema>>

const EncryptedTokensRowSchema = z.object({ id: z.string(), tokens: z.instanceof(Uint8Array).nullable() })
export type EncryptedTokens = Readonly<z.infer<typeof EncryptedTokensRowSchema>>

/** Tokens that are replaced only by whoever has seen them, and refreshed by one at a time. */
export interface ProviderTokenQueries {
  getTokens(accountId: string): Promise<TokenRow | null>
  /** The sealed tokens of all accounts of a user. */
  listTokens(userId: string): Promise<readonly EncryptedTokens[]>
  /**
   * Makes `holder` the one who refreshes these very tokens until then: one conditional statement, so of many at once
   * exactly one gets it. False when somebody else has it, or the tokens are others by now.
   */
  acquireRefreshLock(
    lock: { readonly accountId: string; readonly lockOwner: string; readonly ciphertext: Uint8Array },
    now: Date,
    until: Date,
  ): Promise<boolean>
  /** Replaces these very tokens and ends the lease; false when they are others by now, or the account is gone. */
  replaceTokens(
    accountId: string,
    previousTokens: Uint8Array,
    tokens: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
  /** Ends the lease of this holder; with `pauseUntil`, nobody may take it before then. */
  releaseRefreshLock(accountId: string, lockOwner: string, retryAt: Date | null): Promise<void>
}

const TOKEN_COLUMNS = {
  ...{ id: true, userId: true, backend: true, subject: true, issuer: true, tokens: true },
  ...{ leaseHolder: true, leaseUntil: true, user: { select: { active: true } } },
} as const

export function providerTokenQueries(db: Executor): ProviderTokenQueries {
  return {
    async getTokens(id) {
      return TokenRowSchema.nullable().parse(
        await db.account.findUnique({ where: { id }, select: TOKEN_COLUMNS }),
      )
    },
    async listTokens(userId) {
      const rows = await db.account.findMany({
        where: { userId, NOT: { tokens: null } },
        select: { id: true, tokens: true },
        take: 500,
      })
      return z.array(EncryptedTokensRowSchema).parse(rows)
    },
    async acquireRefreshLock({ accountId, lockOwner, ciphertext }, now, until) {
      const count = await db.$executeRaw`
        UPDATE "Account" SET "leaseHolder" = ${lockOwner}, "leaseUntil" = ${until}
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(ciphertext)}
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now})`
      return count === 1
    },
    async replaceTokens(accountId, previousTokens, tokens) {
      const count = await db.$executeRaw`
        UPDATE "Account" SET "tokens" = ${tokens}, "leaseHolder" = NULL, "leaseUntil" = NULL
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(previousTokens)}`
      return count === 1
    },
    async releaseRefreshLock(accountId, lockOwner, retryAt) {
      await db.account.updateMany({
        where: { id: accountId, leaseHolder: lockOwner },
        data: { leaseHolder: null, leaseUntil: retryAt },
      })
    },
  }
}
