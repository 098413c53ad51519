import { z } from 'zod'
import { listColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { join, sql } from './sql.js'

/** A paused sign-in that waits for an answer of the user, as it is stored: `data` is encrypted. */
const PartialRowSchema = z.object({
  id: z.string(),
  tokenHash: z.string(),
  browserHash: z.string(),
  backend: z.string(),
  version: z.number().nullable(),
  versionId: z.string().nullable(),
  reference: z.string(),
  asks: z.string(),
  userId: z.string().nullable(),
  subjectHash: z.string().nullable(),
  sid: z.string().nullable(),
  data: z.instanceof(Uint8Array),
  createdAt: z.date(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
})
export type PartialRow = Readonly<z.infer<typeof PartialRowSchema>>

type Ciphertext = Uint8Array<ArrayBuffer>

export type NewPartialRow = Omit<PartialRow, 'usedAt' | 'data'> & { readonly data: Ciphertext }

/** Whose paused sign-ins a logout at the provider ends: those of one provider session, of one subject, or of both together. */
export interface PartialLogout {
  readonly backend: string
  /** `hashProviderSid`; null for every provider session of the subject. */
  readonly sid: string | null
  /** `hashProviderSubject`; null for every subject of the provider session. */
  readonly subjectHash: string | null
  /** Sign-ins that were paused after this time are not meant. */
  readonly before: Date
}

/** Identifies a partial together with the browser that may continue it. */
export type PartialKey = Pick<PartialRow, 'id' | 'browserHash'>

export interface PartialQueries {
  createPartial(partial: NewPartialRow): Promise<void>
  /** Deletes all but the newest `maxCount` of a browser. */
  deleteOldestPartials(browserHash: string, maxCount: number): Promise<void>
  findPartial(key: { readonly tokenHash: string } | { readonly id: string }): Promise<PartialRow | null>
  /** Stores new answers or the next question; returns false when the partial no longer waits for this browser. */
  updatePartial(
    key: PartialKey,
    changes: { readonly asks: string; readonly data: Ciphertext },
    now: Date,
  ): Promise<boolean>
  /**
   * Moves it to another browser, with a new token. One conditional statement; returns false when it no longer waits.
   */
  transferPartial(
    key: PartialKey,
    to: Pick<PartialRow, 'tokenHash' | 'browserHash'> & { readonly data: Ciphertext },
    now: Date,
  ): Promise<boolean>
  /** Uses it up and deletes its data. One conditional statement, so exactly one of several requests gets true. */
  consumePartial(key: PartialKey, now: Date): Promise<boolean>
  deletePartial(key: PartialKey): Promise<boolean>
  /** Deletes all partials of these browsers; returns how many there were. */
  deletePartialsForBrowser(browserHashes: readonly string[]): Promise<number>
  /** Deletes the partials that a provider says have ended. */
  deletePartialsByProvider(logout: PartialLogout): Promise<void>
}

const PARTIAL_COLUMNS = listColumns(PartialRowSchema)
const PARTIAL_ROW_COLUMNS = writeColumns(PartialRowSchema)
const NEW_PARTIAL_COLUMNS = writeColumns(PartialRowSchema.omit({ usedAt: true }))

export function partialQueries(db: Executor): PartialQueries {
  const updateUnused = async ({ id, browserHash }: PartialKey, changes: Partial<PartialRow>, now: Date) => {
    const count = await db.run(sql`
      UPDATE "Partial" SET ${PARTIAL_ROW_COLUMNS.assignments(changes)}
      WHERE "id" = ${id} AND "browserHash" = ${browserHash} AND "usedAt" IS NULL AND "expiresAt" > ${now}`)
    return count === 1
  }
  return {
    async createPartial(partial) {
      await db.run(sql`INSERT INTO "Partial" ${NEW_PARTIAL_COLUMNS.values(partial)}`)
    },
    async deleteOldestPartials(browserHash, maxCount) {
      await db.run(sql`
        DELETE FROM "Partial" WHERE "browserHash" = ${browserHash} AND "id" NOT IN (
          SELECT "id" FROM "Partial" WHERE "browserHash" = ${browserHash}
          ORDER BY "createdAt" DESC, "id" DESC LIMIT ${maxCount})`)
    },
    async findPartial(key) {
      const isKey = 'id' in key ? sql`"id" = ${key.id}` : sql`"tokenHash" = ${key.tokenHash}`
      const rows = await db.rows(sql`SELECT ${PARTIAL_COLUMNS} FROM "Partial" WHERE ${isKey}`)
      return rows.length === 1 ? PartialRowSchema.parse(rows[0]) : null
    },
    updatePartial: updateUnused,
    transferPartial: updateUnused,
    consumePartial: (key, now) => updateUnused(key, { usedAt: now, data: new Uint8Array() }, now),
    async deletePartial({ id, browserHash }) {
      const count = await db.run(sql`
        DELETE FROM "Partial" WHERE "id" = ${id} AND "browserHash" = ${browserHash}`)
      return count === 1
    },
    async deletePartialsForBrowser(browserHashes) {
      if (browserHashes.length === 0) return 0
      return db.run(sql`DELETE FROM "Partial" WHERE "browserHash" IN (${join(browserHashes)})`)
    },
    async deletePartialsByProvider({ backend, sid, subjectHash, before }) {
      // With neither, the condition below would match the sign-ins of all users.
      if (sid === null && subjectHash === null) return
      const isOfSession = sid === null ? sql`` : sql` AND "sid" = ${sid}`
      const isOfSubject = subjectHash === null ? sql`` : sql` AND "subjectHash" = ${subjectHash}`
      await db.run(sql`
        DELETE FROM "Partial"
        WHERE "backend" = ${backend} AND "createdAt" <= ${before}${isOfSession}${isOfSubject}`)
    },
  }
}
