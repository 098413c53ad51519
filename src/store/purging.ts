import type { Executor } from './database.js'

// A device that comes late is told that its code is too old, rather than that there never was such a code.
const LATE_DEVICE_MS = 3_600_000

/** Deletes what has had its time. Any number of processes may do so at once. */
export interface Purging {
  /** Deletes all rows that expired before `before`, in every table that has such rows; returns how many. */
  purgeExpired(before: Date): Promise<number>
}

export function purging(db: Executor): Purging {
  return {
    async purgeExpired(before) {
      const expired = { where: { expiresAt: { lt: before } } }
      const deleted = [
        await db.attempt.deleteMany(expired),
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
        await db.limit.deleteMany({ where: { resetsAt: { lt: before } } }),
      ]
      return deleted.reduce((sum, { count }) => sum + count, 0)
    },
  }
}
