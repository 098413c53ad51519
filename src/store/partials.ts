import { z } from 'zod'
import type { Executor } from './database.js'

/** A paused sign-in that waits for an answer of the user, as it is stored: `data` is encrypted. */
export const PartialRowSchema = z.object({
  id: z.string(),
  tokenHash: z.string(),
  browserHash: z.string(),
  backend: z.string(),
  version: z.number().nullable(),
  versionId: z.string().nullable(),
  reference: z.string(),
  asks: z.string(),
  userId: z.string().nullable(),
  data: z.instanceof(Uint8Array),
  createdAt: z.date(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
})
export type PartialRow = Readonly<z.infer<typeof PartialRowSchema>>

type Ciphertext = Uint8Array<ArrayBuffer>

export type NewPartialRow = Omit<PartialRow, 'usedAt' | 'data'> & { readonly data: Ciphertext }

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
}

export function partialQueries(db: Executor): PartialQueries {
  const whereUnused = ({ id, browserHash }: PartialKey, now: Date) => ({
    where: { id, browserHash, usedAt: null, expiresAt: { gt: now } },
  })
  const changedOne = async (change: Promise<{ count: number }>) => (await change).count === 1
  return {
    async createPartial(partial) {
      await db.partial.create({ data: partial })
    },
    async deleteOldestPartials(browserHash, maxCount) {
      await db.$executeRaw`
        DELETE FROM "Partial" WHERE "browserHash" = ${browserHash} AND "id" NOT IN (
          SELECT "id" FROM "Partial" WHERE "browserHash" = ${browserHash}
          ORDER BY "createdAt" DESC, "id" DESC LIMIT ${maxCount})`
    },
    async findPartial(key) {
      return PartialRowSchema.nullable().parse(await db.partial.findUnique({ where: key }))
    },
    updatePartial: (key, changes, now) =>
      changedOne(db.partial.updateMany({ ...whereUnused(key, now), data: changes })),
    transferPartial: (key, to, now) =>
      changedOne(db.partial.updateMany({ ...whereUnused(key, now), data: to })),
    consumePartial: (key, now) =>
      changedOne(
        db.partial.updateMany({ ...whereUnused(key, now), data: { usedAt: now, data: new Uint8Array() } }),
      ),
    deletePartial: ({ id, browserHash }) => changedOne(db.partial.deleteMany({ where: { id, browserHash } })),
    async deletePartialsForBrowser(browserHashes) {
      const where = { browserHash: { in: [...browserHashes] } }
      return (await db.partial.deleteMany({ where })).count
    },
  }
}
