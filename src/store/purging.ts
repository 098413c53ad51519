import type { Executor } from './database.js'

// A device that comes late is told that its code is too old, rather than that there never was such a code.
const LATE_DEVICE_MS = 3_600_000
// An attempt that nobody came back from is worth being looked at: it may be the provider that let nobody go.
const LATE_ATTEMPT_MS = 24 * 3_600_000
// Of sign-ins the newest are kept, whatever somebody does to fill the table.
const MOST_SIGN_INS = 200_000

/** Deletes what has had its time. Any number of processes may do so at once. */
export interface Purging {
  /**
   * Deletes all rows that expired before `before`, in every table that has such rows, and all but the newest events of
   * sign-ins; returns how many.
   */
  purgeExpired(before: Date, mostSignIns?: number): Promise<number>
}

export function purging(db: Executor): Purging {
  return {
    async purgeExpired(before, mostSignIns = MOST_SIGN_INS) {
      const expired = { where: { expiresAt: { lt: before } } }
      const deleted = [
        await db.attempt.deleteMany({
          where: { expiresAt: { lt: new Date(before.getTime() - LATE_ATTEMPT_MS) } },
        }),
        await db.session.deleteMany({
          where: { OR: [{ expiresAt: { lt: before } }, { idleExpiresAt: { lt: before } }] },
        }),
        await db.code.deleteMany(expired),
        await db.device.deleteMany({
          where: { expiresAt: { lt: new Date(before.getTime() - LATE_DEVICE_MS) } },
        }),
        await db.nonce.deleteMany(expired),
        await db.ticket.deleteMany(expired),
        await db.partial.deleteMany(expired),
        await db.event.deleteMany(expired),
        await purgeOldSignIns(db, mostSignIns),
        await db.limit.deleteMany({ where: { resetsAt: { lt: before } } }),
      ]
      return deleted.reduce((sum, { count }) => sum + count, 0)
    },
  }
}

async function purgeOldSignIns(db: Executor, most: number): Promise<{ readonly count: number }> {
  const area = 'sign-in'
  const [tooOld] = await db.event.findMany({
    where: { area },
    orderBy: { at: 'desc' },
    select: { at: true },
    skip: most,
    take: 1,
  })
  return tooOld === undefined
    ? { count: 0 }
    : db.event.deleteMany({ where: { area, at: { lte: tooOld.at } } })
}
