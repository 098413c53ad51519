import { z } from 'zod'
import type { Executor } from './database.js'

/** The sealed tokens of one account, and who refreshes them. */
const TokenRow = z.object({
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
export type TokenRow = Readonly<z.infer<typeof TokenRow>>

const EncryptedTokensRow = z.object({ id: z.string(), tokens: z.instanceof(Uint8Array).nullable() })
export type EncryptedTokens = Readonly<z.infer<typeof EncryptedTokensRow>>

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
      return TokenRow.nullable().parse(await db.account.findUnique({ where: { id }, select: TOKEN_COLUMNS }))
    },
    async listTokens(userId) {
      const rows = await db.account.findMany({
        where: { userId, NOT: { tokens: null } },
        select: { id: true, tokens: true },
        take: 500,
      })
      return z.array(EncryptedTokensRow).parse(rows)
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
