import { z } from 'zod'
import { listColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** What a code is for. It is not accepted for any other purpose. */
const CODE_PURPOSES = ['register', 'reset', 'email', 'continue', 'sign-in', 'api-sign-in', 'invite'] as const
export type CodePurpose = (typeof CODE_PURPOSES)[number]

/** A code that was sent by email, as it is stored: its secrets are hashed or encrypted. */
const CodeRowSchema = z.object({
  id: z.string(),
  purpose: z.enum(CODE_PURPOSES),
  /** The address it was sent to, in normal form. */
  email: z.string(),
  userId: z.string().nullable(),
  data: z.instanceof(Uint8Array).nullable(),
  tries: z.coerce.number(),
  usedAt: z.coerce.date().nullable(),
})
export type CodeRow = Readonly<z.infer<typeof CodeRowSchema>>

export type NewCodeRow = Omit<CodeRow, 'tries' | 'usedAt' | 'data'> & {
  readonly handleHash: string
  readonly codeHash: string
  readonly data: Uint8Array<ArrayBuffer> | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export interface CodeKey {
  readonly handleHash: string
  readonly purpose: CodePurpose
  /** The user who must be signed in to use the code; null when the code alone is enough. */
  readonly userId: string | null
}

export interface EmailCodeQueries {
  createCode(code: NewCodeRow): Promise<void>
  /** The code of this handle, if it can still be redeemed. @param maxAttempts how many attempts a code allows */
  findCode(key: CodeKey, maxAttempts: number, now: Date): Promise<CodeRow | null>
  /**
   * Counts an attempt, and uses the code up if `codeHash` is right. One conditional statement, so exactly one of
   * several requests succeeds, and each is counted. The returned row has `usedAt` if the code was right. Null when the
   * code cannot be tried: it does not exist, is for another user, has expired, was used, revoked or tried too often.
   */
  recordCodeAttempt(key: CodeKey, codeHash: string, maxAttempts: number, now: Date): Promise<CodeRow | null>
  /** Revokes the code of this handle, if it is not used yet. */
  revokeCode(handleHash: string, purpose: CodePurpose, now: Date): Promise<void>
  /** Revokes all codes of a user for this purpose. */
  revokeUserCodes(userId: string, purpose: CodePurpose, now: Date): Promise<void>
}

const CODE_COLUMNS = listColumns(CodeRowSchema)
const NEW_CODE_COLUMNS = writeColumns(
  CodeRowSchema.omit({ tries: true, usedAt: true }).extend({
    handleHash: z.string(),
    codeHash: z.string(),
    createdAt: z.date(),
    expiresAt: z.date(),
  }),
)

export function emailCodeQueries(db: Executor): EmailCodeQueries {
  return {
    async createCode(code) {
      await db.run(sql`INSERT INTO "Code" ${NEW_CODE_COLUMNS.values(code)}`)
    },
    async findCode({ handleHash, purpose, userId }, maxAttempts, now) {
      const rows = await db.rows(sql`
        SELECT ${CODE_COLUMNS} FROM "Code"
        WHERE "handleHash" = ${handleHash} AND "purpose" = ${purpose}
          AND (CAST(${userId} AS TEXT) IS NULL OR "userId" = ${userId})
          AND "usedAt" IS NULL AND "expiresAt" > ${now} AND "tries" < ${maxAttempts}`)
      return rows.length === 1 ? CodeRowSchema.parse(rows[0]) : null
    },
    async recordCodeAttempt({ handleHash, purpose, userId }, codeHash, maxAttempts, now) {
      const rows = await db.rows(sql`
        UPDATE "Code"
        SET "tries" = "tries" + 1, "usedAt" = CASE WHEN "codeHash" = ${codeHash} THEN ${now} ELSE "usedAt" END
        WHERE "handleHash" = ${handleHash} AND "purpose" = ${purpose}
          AND (CAST(${userId} AS TEXT) IS NULL OR "userId" = ${userId})
          AND "usedAt" IS NULL AND "expiresAt" > ${now} AND "tries" < ${maxAttempts}
        RETURNING ${CODE_COLUMNS}`)
      return rows.length === 1 ? CodeRowSchema.parse(rows[0]) : null
    },
    async revokeCode(handleHash, purpose, now) {
      await db.run(sql`
        UPDATE "Code" SET "usedAt" = ${now}
        WHERE "handleHash" = ${handleHash} AND "purpose" = ${purpose} AND "usedAt" IS NULL`)
    },
    async revokeUserCodes(userId, purpose, now) {
      await db.run(sql`
        UPDATE "Code" SET "usedAt" = ${now}
        WHERE "purpose" = ${purpose} AND "userId" = ${userId} AND "usedAt" IS NULL`)
    },
  }
}
