import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './database.js'

/** An attempt as it is stored: its secrets are hashed or encrypted. */
export const AttemptRowSchema = z.object({
  id: z.string(),
  reference: z.string(),
  stateHash: z.string(),
  browserHash: z.string(),
  backend: z.string(),
  version: z.number().nullable(),
  versionId: z.string().nullable(),
  intent: z.enum(['sign-in', 'connect', 'silent', 'test']),
  userId: z.string().nullable(),
  nonce: z.string(),
  verifier: z.instanceof(Uint8Array),
  next: z.string(),
  parked: z.instanceof(Uint8Array).nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
  consumedAt: z.date().nullable(),
})
export type AttemptRow = Readonly<z.infer<typeof AttemptRowSchema>>

export type NewAttemptRow = Omit<AttemptRow, 'parked' | 'consumedAt' | 'verifier'> & {
  readonly verifier: Uint8Array<ArrayBuffer>
}

/** An attempt as administrators see it, without secrets. */
export const AttemptSummarySchema = z.object({
  reference: z.string(),
  backend: z.string(),
  intent: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  consumedAt: z.date().nullable(),
})
export type AttemptSummary = Readonly<z.infer<typeof AttemptSummarySchema>>

export interface AttemptQueries {
  getAttemptByReference(reference: string): Promise<AttemptSummary | null>
  /** The latest attempts, newest first. */
  listLatestAttempts(limit: number): Promise<readonly AttemptSummary[]>
  createAttempt(attempt: NewAttemptRow): Promise<void>
  findAttempt(stateHash: string): Promise<AttemptRow | null>
  /**
   * Uses the attempt up and returns it. One conditional statement, so exactly one of several requests gets it. Null
   * when the attempt does not exist, belongs to another browser or backend, has expired or was used.
   * @param key `browserHashes` has at most two entries
   */
  consumeAttempt(
    key: { stateHash: string; backend: string; browserHashes: readonly string[] },
    now: Date,
  ): Promise<AttemptRow | null>
  /**
   * Stores the encrypted parameters of a form_post response; false when the attempt has expired or already has some.
   */
  saveFormPost(
    key: { stateHash: string; backend: string },
    parked: Uint8Array<ArrayBuffer>,
    now: Date,
  ): Promise<boolean>
}

const NEW_ATTEMPT_COLUMNS = writeColumns(AttemptRowSchema.omit({ parked: true, consumedAt: true }))

export function attemptQueries(db: Executor): AttemptQueries {
  return {
    async getAttemptByReference(reference) {
      return AttemptSummarySchema.nullable().parse(await db.attempt.findFirst({ where: { reference } }))
    },
    async listLatestAttempts(limit) {
      const rows = await db.attempt.findMany({ orderBy: { expiresAt: 'desc' }, take: limit })
      return z.array(AttemptSummarySchema).parse(rows)
    },
    async createAttempt(attempt) {
      await db.$executeRaw`INSERT INTO "Attempt" ${NEW_ATTEMPT_COLUMNS.values(attempt)}`
    },
    async findAttempt(stateHash) {
      return AttemptRowSchema.nullable().parse(await db.attempt.findUnique({ where: { stateHash } }))
    },
    async consumeAttempt({ stateHash, backend, browserHashes }, now) {
      const [first, second = first] = browserHashes
      if (first === undefined) return null
      const rows = await db.$queryRaw<unknown[]>`
        UPDATE "Attempt" SET "consumedAt" = ${now}
        WHERE "stateHash" = ${stateHash} AND "backend" = ${backend} AND "browserHash" IN (${first}, ${second})
          AND "consumedAt" IS NULL AND "expiresAt" > ${now}
        RETURNING *`
      return rows.length === 1 ? AttemptRowSchema.parse(rows[0]) : null
    },
    async saveFormPost({ stateHash, backend }, parked, now) {
      const { count } = await db.attempt.updateMany({
        where: { stateHash, backend, parked: null, consumedAt: null, expiresAt: { gt: now } },
        data: { parked },
      })
      return count === 1
    },
  }
}
