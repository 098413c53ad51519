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

const Sealed = z.object({ id: z.string(), tokens: z.instanceof(Uint8Array).nullable() })
export type SealedTokens = Readonly<z.infer<typeof Sealed>>

/** Tokens that are replaced only by whoever has seen them, and refreshed by one at a time. */
export interface TokenLeases {
  tokensOf(accountId: string): Promise<TokenRow | null>
  /** The sealed tokens of all accounts of a user. */
  tokensOfUser(userId: string): Promise<readonly SealedTokens[]>
  /**
   * Makes `holder` the one who refreshes these very tokens until then: one conditional statement, so of many at once
   * exactly one gets it. False when somebody else has it, or the tokens are others by now.
   */
  takeLease(
    of: { readonly accountId: string; readonly holder: string; readonly read: Uint8Array },
    now: Date,
    until: Date,
  ): Promise<boolean>
  /** Replaces these very tokens and ends the lease; false when they are others by now, or the account is gone. */
  replaceTokens(accountId: string, read: Uint8Array, tokens: Uint8Array<ArrayBuffer>): Promise<boolean>
  /** Ends the lease of this holder; with `pauseUntil`, nobody may take it before then. */
  leaveLease(accountId: string, holder: string, pauseUntil: Date | null): Promise<void>
}

const COLUMNS = {
  ...{ id: true, userId: true, backend: true, subject: true, issuer: true, tokens: true },
  ...{ leaseHolder: true, leaseUntil: true, user: { select: { active: true } } },
} as const

export function tokenLeases(db: Executor): TokenLeases {
  return {
    async tokensOf(id) {
      return TokenRow.nullable().parse(await db.account.findUnique({ where: { id }, select: COLUMNS }))
    },
    async tokensOfUser(userId) {
      const rows = await db.account.findMany({
        where: { userId, NOT: { tokens: null } },
        select: { id: true, tokens: true },
        take: 500,
      })
      return z.array(Sealed).parse(rows)
    },
    async takeLease({ accountId, holder, read }, now, until) {
      const count = await db.$executeRaw`
        UPDATE "Account" SET "leaseHolder" = ${holder}, "leaseUntil" = ${until}
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(read)}
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now})`
      return count === 1
    },
    async replaceTokens(accountId, read, tokens) {
      const count = await db.$executeRaw`
        UPDATE "Account" SET "tokens" = ${tokens}, "leaseHolder" = NULL, "leaseUntil" = NULL
        WHERE "id" = ${accountId} AND "tokens" = ${Uint8Array.from(read)}`
      return count === 1
    },
    async leaveLease(accountId, holder, pauseUntil) {
      await db.account.updateMany({
        where: { id: accountId, leaseHolder: holder },
        data: { leaseHolder: null, leaseUntil: pauseUntil },
      })
    },
  }
}
