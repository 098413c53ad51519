import { z } from 'zod'
import { referenceSpellings } from '../crypto/tokens.js'
import {
  readBytes,
  listColumns,
  readOneOf,
  readOptionalBytes,
  readOptionalInteger,
  readOptionalText,
  readOptionalTime,
  readText,
  readTime,
  writeColumns,
} from './columns.js'
import type { Executor, Row } from './executor.js'
import { join, sql } from './sql.js'

const INTENTS = ['sign-in', 'connect', 'silent', 'test'] as const

/** An attempt as it is stored: its secrets are hashed or encrypted. */
const AttemptRowSchema = z.object({
  id: z.string(),
  reference: z.string(),
  stateHash: z.string(),
  browserHash: z.string(),
  backend: z.string(),
  version: z.number().nullable(),
  versionId: z.string().nullable(),
  issuer: z.string().nullable(),
  intent: z.enum(INTENTS),
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
const AttemptSummarySchema = z.object({
  reference: z.string(),
  backend: z.string(),
  intent: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  consumedAt: z.date().nullable(),
})
export type AttemptSummary = Readonly<z.infer<typeof AttemptSummarySchema>>

export interface AttemptQueries {
  /**
   * Its ID is the reference, by which administrators find it; another one where an attempt has that ID.
   * @throws a unique conflict when an attempt has this ID
   */
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

const toAttemptRow = (row: Row): AttemptRow => ({
  id: readText(row['id']),
  reference: readText(row['reference']),
  stateHash: readText(row['stateHash']),
  browserHash: readText(row['browserHash']),
  backend: readText(row['backend']),
  version: readOptionalInteger(row['version']),
  versionId: readOptionalText(row['versionId']),
  issuer: readOptionalText(row['issuer']),
  intent: readOneOf(INTENTS, row['intent']),
  userId: readOptionalText(row['userId']),
  nonce: readText(row['nonce']),
  verifier: readBytes(row['verifier']),
  next: readText(row['next']),
  parked: readOptionalBytes(row['parked']),
  createdAt: readTime(row['createdAt']),
  expiresAt: readTime(row['expiresAt']),
  consumedAt: readOptionalTime(row['consumedAt']),
})

const SUMMARY_COLUMNS = listColumns(AttemptSummarySchema)
const ATTEMPT_COLUMNS = listColumns(AttemptRowSchema)
const NEW_ATTEMPT_COLUMNS = writeColumns(AttemptRowSchema.omit({ parked: true, consumedAt: true }))

export function attemptQueries(db: Executor): AttemptQueries {
  return {
    async createAttempt(attempt) {
      await db.run(sql`INSERT INTO "Attempt" ${NEW_ATTEMPT_COLUMNS.values(attempt)}`)
    },
    async findAttempt(stateHash) {
      const rows = await db.rows(sql`
        SELECT ${ATTEMPT_COLUMNS} FROM "Attempt" WHERE "stateHash" = ${stateHash}`)
      const [row] = rows
      return row === undefined ? null : toAttemptRow(row)
    },
    async consumeAttempt({ stateHash, backend, browserHashes }, now) {
      const [first, second] = browserHashes
      if (first === undefined) return null
      const rows = await db.rows(sql`
        UPDATE "Attempt" SET "consumedAt" = ${now}
        WHERE "stateHash" = ${stateHash} AND "backend" = ${backend} AND "browserHash" IN (${first}, ${second ?? first})
          AND "consumedAt" IS NULL AND "expiresAt" > ${now}
        RETURNING ${ATTEMPT_COLUMNS}`)
      const [row] = rows
      return row === undefined ? null : toAttemptRow(row)
    },
    async saveFormPost({ stateHash, backend }, parked, now) {
      const count = await db.run(sql`
        UPDATE "Attempt" SET "parked" = ${parked}
        WHERE "stateHash" = ${stateHash} AND "backend" = ${backend} AND "parked" IS NULL AND "consumedAt" IS NULL
          AND "expiresAt" > ${now}`)
      return count === 1
    },
  }
}

/** Lists of attempts for administrators. They are not available in a transaction. */
export interface AttemptListQueries {
  getAttemptByReference(reference: string): Promise<AttemptSummary | null>
  /** The latest attempts, newest first. */
  listLatestAttempts(limit: number): Promise<readonly AttemptSummary[]>
}

export function attemptListQueries(db: Executor): AttemptListQueries {
  return {
    async getAttemptByReference(reference) {
      const spellings = join([...referenceSpellings(reference)])
      // The condition that two columns differ is that of the index, which has only such rows.
      const rows = await db.rows(sql`
        SELECT ${SUMMARY_COLUMNS} FROM "Attempt"
        WHERE "id" IN (${spellings}) OR ("reference" IN (${spellings}) AND "id" <> "reference")
        ORDER BY "createdAt" DESC LIMIT 1`)
      return rows.length === 0 ? null : AttemptSummarySchema.parse(rows[0])
    },
    async listLatestAttempts(limit) {
      const rows = await db.rows(sql`
        SELECT ${SUMMARY_COLUMNS} FROM "Attempt" ORDER BY "expiresAt" DESC LIMIT ${limit}`)
      return z.array(AttemptSummarySchema).parse(rows)
    },
  }
}
