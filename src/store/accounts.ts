import { z } from 'zod'
import { isSameIssuer } from '../identity.js'
import { listColumns, readOptionalBytes, selectColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { latestLockEnd } from './lock-end.js'
import { type Account, AccountSchema, type User, USER_COLUMNS, ACCOUNT_COLUMNS } from './models.js'
import { sql } from './sql.js'

/** The fields of an account that a sign-in writes. */
export interface AccountDetails {
  readonly label: string | null
  /** Encrypted; null when this sign-in brought none. */
  readonly tokens: Uint8Array<ArrayBuffer> | null
  /** JSON text. */
  readonly extraData: string
  readonly lastLoginAt: Date
}

export type NewAccount = AccountDetails & Pick<Account, 'id' | 'userId' | 'backend' | 'subject' | 'issuer'>

/** Whose account is looked up. Issuer and subject are the person; the name of the backend is a label. */
export type AccountKey = Pick<Account, 'backend' | 'issuer' | 'subject'>

/** An account with its user, or the issuer under which this name keeps the account of another person. */
export type AccountMatch =
  | { readonly account: Account; readonly user: User; readonly encryptedTokens: Uint8Array | null }
  | { readonly account: null; readonly otherIssuer: string }

export interface AccountQueries {
  /**
   * Finds the account of this identity with its encrypted tokens and its user, in one statement. Subjects must match
   * exactly. An account of the same subject under another issuer (`isSameIssuer`) is never returned: it may belong to
   * another person.
   */
  findAccount(key: AccountKey): Promise<AccountMatch | null>
  listAccounts(userId: string): Promise<readonly Account[]>
  /** Returns the claims stored with this account, as JSON text; null when the account does not exist. */
  getExtraData(id: string): Promise<string | null>
  /**
   * Creates an account. A unique conflict, perhaps only at the end of the transaction, when this identity has one. That can
   * be a row whose user no longer exists, because it was deleted with another program and without foreign keys: a
   * transaction that is tried again removes it first.
   * @param retry how often the transaction was tried before
   */
  createAccount(account: NewAccount, retry?: number): Promise<Account>
  /**
   * Updates an account; label and tokens stay as they are where `details` has null. A conflict, perhaps only at the end of
   * the transaction, when the account was disconnected in the meantime, or no longer has `previousTokens`, if these are passed.
   */
  updateAccount(id: string, details: AccountDetails, previousTokens?: Uint8Array): Promise<void>
  /**
   * Puts all accounts of a backend that are stored under exactly this issuer under another one, and deletes their
   * provider tokens, which only the former issuer may get. Returns how many there were.
   */
  changeIssuer(backend: string, from: string, to: string): Promise<number>
  /** Gives an account to another user; returns false when it is not an account of `userId`. Its sessions stay as they are. */
  moveAccount(id: string, userId: string, toUserId: string): Promise<boolean>
  /**
   * Deletes an account and the sessions that it opened. Returns the encrypted tokens it had; null when it did not
   * exist.
   */
  deleteAccount(id: string, userId: string): Promise<{ readonly tokens: Uint8Array | null } | null>
}

const ACCOUNT_LIST = listColumns(AccountSchema)
const NEW_ACCOUNT_COLUMNS = writeColumns(
  AccountSchema.extend({
    tokens: z.instanceof(Uint8Array).nullable(),
    extraData: z.string(),
    createdAt: z.date(),
  }),
)
const AccountTokensRowSchema = z.object({ tokens: z.instanceof(Uint8Array).nullable() })
const ExtraDataRowSchema = z.object({ extraData: z.string() })

export function accountQueries(db: Executor): AccountQueries {
  return {
    async findAccount({ backend, issuer, subject }) {
      const rows = await db.rows(sql`
        SELECT ${ACCOUNT_COLUMNS.sql}, a."tokens", ${USER_COLUMNS.sql}
        FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."backend" = ${backend} AND a."subject" = ${subject}`)
      const [row] = rows
      if (row === undefined) return null
      const account = ACCOUNT_COLUMNS.parse(row)
      if (!isSameIssuer(account.issuer, issuer)) return { account: null, otherIssuer: account.issuer }
      return { account, user: USER_COLUMNS.parse(row), encryptedTokens: readOptionalBytes(row['tokens']) }
    },
    async listAccounts(userId) {
      const rows = await db.rows(sql`
        SELECT ${ACCOUNT_LIST} FROM "Account" WHERE "userId" = ${userId} ORDER BY "createdAt" LIMIT 500`)
      return z.array(AccountSchema).parse(rows)
    },
    async getExtraData(id) {
      const rows = await db.rows(sql`SELECT "extraData" FROM "Account" WHERE "id" = ${id}`)
      return rows.length === 0 ? null : ExtraDataRowSchema.parse(rows[0]).extraData
    },
    async createAccount(account, retry = 0) {
      if (retry > 0) await deleteOrphan(db, account)
      await db.write(sql`
        INSERT INTO "Account" ${NEW_ACCOUNT_COLUMNS.values({ ...account, createdAt: account.lastLoginAt })}`)
      return AccountSchema.parse(account)
    },
    async updateAccount(id, details, previousTokens) {
      const { label, tokens, extraData, lastLoginAt } = details
      const unchanged = previousTokens ? sql`AND "tokens" = ${Uint8Array.from(previousTokens)}` : sql``
      const statement = sql`
        UPDATE "Account"
        SET "label" = COALESCE(${label}, "label"), "tokens" = COALESCE(${tokens}, "tokens"),
            "extraData" = ${extraData}, "lastLoginAt" = ${lastLoginAt}
        WHERE "id" = ${id} ${unchanged}`
      await db.write(statement, { mustChange: true })
    },
    changeIssuer: (backend, from, to) =>
      db.run(sql`
        UPDATE "Account" SET "issuer" = ${to}, "tokens" = NULL, "leaseHolder" = NULL, "leaseUntil" = NULL
        WHERE "backend" = ${backend} AND "issuer" = ${from}`),
    async moveAccount(id, userId, toUserId) {
      const count = await db.run(sql`
        UPDATE "Account" SET "userId" = ${toUserId} WHERE "id" = ${id} AND "userId" = ${userId}`)
      return count === 1
    },
    async deleteAccount(id, userId) {
      const rows = await db.rows(sql`
        DELETE FROM "Account" WHERE "id" = ${id} AND "userId" = ${userId} RETURNING "tokens"`)
      return rows.length === 0 ? null : AccountTokensRowSchema.parse(rows[0])
    },
  }
}

function deleteOrphan(
  db: Executor,
  { backend, subject }: Pick<AccountKey, 'backend' | 'subject'>,
): Promise<void> {
  return db.write(sql`
    DELETE FROM "Account" WHERE "backend" = ${backend} AND "subject" = ${subject}
      AND NOT EXISTS (SELECT 1 FROM "User" u WHERE u."id" = "Account"."userId")`)
}

/** The encrypted tokens of one account, and the lock of the process that refreshes them. */
const TokenRowSchema = z.object({
  id: z.string(),
  userId: z.string(),
  backend: z.string(),
  subject: z.string(),
  issuer: z.string(),
  tokens: z.instanceof(Uint8Array).nullable(),
  /**
   * The process that refreshes the tokens. Null with a time in `leaseUntil`: no process may refresh before that time.
   */
  leaseHolder: z.string().nullable(),
  leaseUntil: z.date().nullable(),
  user: z.object({ active: z.boolean() }),
})
export type TokenRow = Readonly<z.infer<typeof TokenRowSchema>>

const EncryptedTokensRowSchema = z.object({ id: z.string(), tokens: z.instanceof(Uint8Array).nullable() })
export type EncryptedTokens = Readonly<z.infer<typeof EncryptedTokensRowSchema>>

/** Queries for provider tokens: only the tokens that were read are replaced, and one process refreshes at a time. */
export interface ProviderTokenQueries {
  getTokens(accountId: string): Promise<TokenRow | null>
  /** The encrypted tokens of all accounts of a user. */
  listTokens(userId: string): Promise<readonly EncryptedTokens[]>
  /**
   * Locks these tokens for one process, which refreshes them until `until`. One conditional statement, so exactly one
   * of several processes gets the lock. Returns false when another one has it, or the tokens have changed.
   */
  acquireRefreshLock(
    lock: { readonly accountId: string; readonly lockOwner: string; readonly ciphertext: Uint8Array },
    now: Date,
    until: Date,
  ): Promise<boolean>
  /**
   * Replaces these tokens and releases the lock; returns false when they have changed, or the account does not exist.
   */
  replaceTokens(
    accountId: string,
    previousTokens: Uint8Array,
    tokens: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
  /** Releases the lock, if this owner still has it. @param retryAt the time before which no process may lock again */
  releaseRefreshLock(accountId: string, lockOwner: string, retryAt: Date | null): Promise<void>
}

const TOKEN_COLUMNS = selectColumns('a', TokenRowSchema.omit({ user: true }))

export function providerTokenQueries(db: Executor): ProviderTokenQueries {
  return {
    async getTokens(id) {
      const [row] = await db.rows(sql`
        SELECT ${TOKEN_COLUMNS.sql}, u."active" AS "u_active"
        FROM "Account" a JOIN "User" u ON u."id" = a."userId" WHERE a."id" = ${id}`)
      if (row === undefined) return null
      return TokenRowSchema.parse({ ...TOKEN_COLUMNS.parse(row), user: { active: row['u_active'] } })
    },
    async listTokens(userId) {
      const rows = await db.rows(sql`
        SELECT "id", "tokens" FROM "Account" WHERE "userId" = ${userId} AND "tokens" IS NOT NULL LIMIT 500`)
      return z.array(EncryptedTokensRowSchema).parse(rows)
    },
    async acquireRefreshLock({ accountId, lockOwner, ciphertext }, now, until) {
      const count = await db.run(sql`
        UPDATE "Account" SET "leaseHolder" = ${lockOwner}, "leaseUntil" = ${until}
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(ciphertext)}
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now} OR "leaseUntil" > ${latestLockEnd(until)})`)
      return count === 1
    },
    async replaceTokens(accountId, previousTokens, tokens) {
      const count = await db.run(sql`
        UPDATE "Account" SET "tokens" = ${tokens}, "leaseHolder" = NULL, "leaseUntil" = NULL
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(previousTokens)}`)
      return count === 1
    },
    async releaseRefreshLock(accountId, lockOwner, retryAt) {
      await db.run(sql`
        UPDATE "Account" SET "leaseHolder" = NULL, "leaseUntil" = ${retryAt}
        WHERE "id" = ${accountId} AND "leaseHolder" = ${lockOwner}`)
    },
  }
}
