import type { Executor } from './database.js'

// Keep expired devices for an hour, so that a device that polls late is told that its code has expired, not that the
// code is unknown.
const DEVICE_GRACE_MS = 3_600_000
// Keep expired attempts for a day: an abandoned attempt may point to a broken provider.
const ATTEMPT_GRACE_MS = 24 * 3_600_000
/** How many rows may stay in tables that strangers can fill; the oldest are deleted first. */
export interface RowLimits {
  /** Events of sign-ins. */
  readonly signIns: number
  /** Attempts that have expired. */
  readonly attempts: number
}
const ROW_LIMITS: RowLimits = { signIns: 200_000, attempts: 50_000 }

/** Deletes expired rows. Several processes may do this at the same time. */
export interface PurgeQueries {
  /**
   * Deletes all rows that expired before `before`, in all tables, and the oldest sign-in events and attempts beyond
   * `limits`. Returns how many rows it deleted.
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
