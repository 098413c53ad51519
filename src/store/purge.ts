import type { Executor } from './database.js'

// A device that comes late is told that its code is too old, rather than that there never was such a code.
const DEVICE_GRACE_MS = 3_600_000
// An attempt that nobody came back from is worth being looked at: it may be the provider that let nobody go.
const ATTEMPT_GRACE_MS = 24 * 3_600_000
/** How many rows that are kept to be looked at may stay, the newest, whatever somebody does to fill the tables. */
export interface RowLimits {
  /** Events of sign-ins. */
  readonly signIns: number
  /** Attempts that have expired. */
  readonly attempts: number
}
const ROW_LIMITS: RowLimits = { signIns: 200_000, attempts: 50_000 }

/** Deletes what has had its time. Any number of processes may do so at once. */
export interface PurgeQueries {
  /**
   * Deletes all rows that expired before `before`, in every table that has such rows, and of events of sign-ins and
   * attempts all but the newest; returns how many.
   */
  purgeExpired(before: Date, limits?: Partial<RowLimits>): Promise<number>
}

export function purgeQueries(db: Executor): PurgeQueries {
  return {
    async purgeExpired(before, limits) {
      const { signIns, attempts } = { ...ROW_LIMITS, ...limits }
      const expired = { where: { expiresAt: { lt: before } } }
      const deleted = [
        await db.attempt.deleteMany({
          where: { expiresAt: { lt: new Date(before.getTime() - ATTEMPT_GRACE_MS) } },
        }),
        await purgeOldAttempts(db, before, attempts),
        await db.session.deleteMany({
          where: { OR: [{ expiresAt: { lt: before } }, { idleExpiresAt: { lt: before } }] },
        }),
        await db.code.deleteMany(expired),
        await db.device.deleteMany({
          where: { expiresAt: { lt: new Date(before.getTime() - DEVICE_GRACE_MS) } },
        }),
        await db.nonce.deleteMany(expired),
        await db.ticket.deleteMany(expired),
        await db.partial.deleteMany(expired),
        await db.event.deleteMany(expired),
        await purgeOldSignIns(db, signIns),
        await db.limit.deleteMany({ where: { resetsAt: { lt: before } } }),
      ]
      return deleted.reduce((sum, { count }) => sum + count, 0)
    },
  }
}

async function purgeOldSignIns(db: Executor, maxRows: number): Promise<{ readonly count: number }> {
  const area = 'sign-in'
  const [tooOld] = await db.event.findMany({
    where: { area },
    orderBy: { at: 'desc' },
    select: { at: true },
    skip: maxRows,
    take: 1,
  })
  return tooOld === undefined
    ? { count: 0 }
    : db.event.deleteMany({ where: { area, at: { lte: tooOld.at } } })
}

async function purgeOldAttempts(
  db: Executor,
  before: Date,
  maxRows: number,
): Promise<{ readonly count: number }> {
  const [tooOld] = await db.attempt.findMany({
    where: { expiresAt: { lt: before } },
    orderBy: { expiresAt: 'desc' },
    select: { expiresAt: true },
    skip: maxRows,
    take: 1,
  })
  return tooOld === undefined
    ? { count: 0 }
    : db.attempt.deleteMany({ where: { expiresAt: { lte: tooOld.expiresAt } } })
}
