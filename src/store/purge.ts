import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Executor } from './executor.js'
import type { EndRecordedSessions } from './sessions.js'
import { quoteName, raw, type Sql, sql } from './sql.js'

/** How many rows one statement deletes or looks at, so that on SQLite a request waits for a few milliseconds only. */
const BATCH_SIZE = 500
/** How many entries of an index one statement skips. */
const MAX_SKIPPED = 20_000
const MIN_PAUSE_MS = 2
const MAX_PAUSE_MS = 100

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
  /** Deliveries of events to one receiver, whether they were made or wait. */
  readonly deliveries: number
}
const ROW_LIMITS: RowLimits = { signIns: 200_000, attempts: 50_000, deliveries: 200_000 }

/** A table whose rows expire. */
interface ExpiringTable {
  readonly name: string
  readonly key: string
  readonly expiry: string
  readonly graceMs: number
}

const EXPIRING_TABLES: readonly ExpiringTable[] = [
  { name: 'Attempt', key: 'id', expiry: 'expiresAt', graceMs: ATTEMPT_GRACE_MS },
  { name: 'Session', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Code', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Device', key: 'id', expiry: 'expiresAt', graceMs: DEVICE_GRACE_MS },
  { name: 'Nonce', key: 'key', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Ticket', key: 'ticketHash', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Partial', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Event', key: 'id', expiry: 'expiresAt', graceMs: 0 },
  { name: 'EventDelivery', key: 'sequence', expiry: 'expiresAt', graceMs: 0 },
  { name: 'Limit', key: 'key', expiry: 'resetsAt', graceMs: 0 },
]

/** The key of the lock in the table Nonce. */
const LOCK_KEY = 'purge'
/** Marks the statements of this file, in the views of a database's administrator, too. */
const MARK = raw('/* purge */')

/** Deletes expired rows, a few at a time. */
export interface PurgeQueries {
  /**
   * Deletes all rows that expired before `before`, in all tables, and the oldest sign-in events and attempts beyond
   * `limits`. Each statement concerns at most 500 rows, and other requests get their turn after each. It stops early
   * when `signal` aborts. Returns how many rows it deleted.
   * @param endSessions how rows of sessions are deleted, if that is recorded
   */
  purgeExpired(
    before: Date,
    limits?: Partial<RowLimits>,
    signal?: AbortSignal,
    endSessions?: EndRecordedSessions,
  ): Promise<number>
  /**
   * Takes the lock for purging, which one process at a time can have; false while another has it. It expires by
   * itself at `until`.
   */
  acquirePurgeLock(now: Date, until: Date): Promise<boolean>
}

export function purgeQueries(db: Executor): PurgeQueries {
  return {
    async purgeExpired(before, limits, signal, endSessions) {
      const { signIns, attempts, deliveries } = { ...ROW_LIMITS, ...limits }
      const purge = new Purge(db, signal, endSessions)
      for (const { name, key, expiry, graceMs } of EXPIRING_TABLES) {
        const cutoff = new Date(before.getTime() - graceMs)
        await purge.deleteRows(name, key, expiry, sql`${column(expiry)} < ${cutoff}`)
      }
      await purge.deleteIdleSessions(before)
      const expired = sql`"expiresAt" < ${before}`
      await purge.deleteOldest('Attempt', 'expiresAt', expired, attempts)
      await purge.deleteOldest('Event', 'at', sql`"area" = 'sign-in'`, signIns)
      for (const receiver of await purge.listReceivers()) {
        const isForReceiver = sql`"receiver" = ${receiver}`
        await purge.deleteOldest('EventDelivery', 'sequence', isForReceiver, deliveries, 'sequence')
      }
      return purge.deleted
    },
    async acquirePurgeLock(now, until) {
      const count = await db.run(sql`
        ${MARK} INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${LOCK_KEY}, ${until})
        ON CONFLICT ("key") DO UPDATE SET "expiresAt" = excluded."expiresAt"
        WHERE "Nonce"."expiresAt" <= ${now}`)
      return count === 1
    },
  }
}

const CutoffRowSchema = z.object({ cutoff: z.union([z.number(), z.coerce.date()]) })
const ReceiverRowSchema = z.object({ receiver: z.string() })
const SliceRowSchema = z.object({
  rows: z.coerce.number(),
  idle: z.coerce.number(),
  last: z.string().nullable(),
})

/** One run: its statements, the pauses between them, and the number of deleted rows. */
class Purge {
  readonly #db: Executor
  readonly #signal: AbortSignal | undefined
  readonly #endSessions: EndRecordedSessions | undefined
  #deleted = 0

  constructor(db: Executor, signal: AbortSignal | undefined, endSessions: EndRecordedSessions | undefined) {
    this.#db = db
    this.#signal = signal
    this.#endSessions = endSessions
  }

  get deleted(): number {
    return this.#deleted
  }

  /** Deletes the rows for which the condition is true, those with the lowest value in the column `order` first. */
  async deleteRows(table: string, key: string, order: string, condition: Sql): Promise<void> {
    const statement = sql`
      ${MARK} DELETE FROM ${column(table)} WHERE ${column(key)} IN (
        SELECT ${column(key)} FROM ${column(table)} WHERE ${condition}
        ORDER BY ${column(order)} LIMIT ${BATCH_SIZE})`
    const endSessions = table === 'Session' ? this.#endSessions : undefined
    let count = BATCH_SIZE
    while (count >= BATCH_SIZE && !this.#isStopped) {
      count = await this.#pauseAfter(() => endSessions?.(statement, 'expired') ?? this.#db.run(statement))
      this.#deleted += count
    }
  }

  /**
   * Deletes the sessions that were not used for too long. No index has that time, because each use of a session would
   * have to change it. So this walks through the table.
   */
  async deleteIdleSessions(before: Date): Promise<void> {
    let after: string | null = ''
    while (after !== null && !this.#isStopped) {
      const slice = await this.#readSlice(after, before)
      const condition = sql`"id" > ${after} AND "id" <= ${slice.last ?? ''} AND "idleExpiresAt" < ${before}`
      if (slice.idle > 0) await this.deleteRows('Session', 'id', 'id', condition)
      after = slice.rows < BATCH_SIZE ? null : slice.last
    }
  }

  /** Deletes the rows beyond the newest `maxRows` of those for which the condition is true. */
  async deleteOldest(
    table: string,
    time: string,
    condition: Sql,
    maxRows: number,
    key = 'id',
  ): Promise<void> {
    let cutoff: Date | number | null = null
    for (let left = maxRows; left > 0 || cutoff === null; left -= MAX_SKIPPED) {
      const older: Sql = cutoff === null ? condition : sql`${condition} AND ${column(time)} <= ${cutoff}`
      cutoff = await this.#findNewest(table, time, older, Math.min(left, MAX_SKIPPED))
      if (cutoff === null || this.#isStopped) return
    }
    await this.deleteRows(table, key, time, sql`${condition} AND ${column(time)} <= ${cutoff}`)
  }

  async #findNewest(
    table: string,
    time: string,
    condition: Sql,
    skip: number,
  ): Promise<Date | number | null> {
    const rows = await this.#pauseAfter(() =>
      this.#db.rows(sql`
        ${MARK} SELECT ${column(time)} AS "cutoff" FROM ${column(table)} WHERE ${condition}
        ORDER BY ${column(time)} DESC LIMIT 1 OFFSET ${skip}`),
    )
    return rows.length === 0 ? null : CutoffRowSchema.parse(rows[0]).cutoff
  }

  /** The receivers of events. */
  async listReceivers(): Promise<readonly string[]> {
    const rows = await this.#pauseAfter(() =>
      this.#db.rows(sql`${MARK} SELECT "key" AS "receiver" FROM "EventReceiver"`),
    )
    return z
      .array(ReceiverRowSchema)
      .parse(rows)
      .map(({ receiver }) => receiver)
  }

  async #readSlice(after: string, before: Date): Promise<z.infer<typeof SliceRowSchema>> {
    const rows = await this.#pauseAfter(() =>
      this.#db.rows(sql`
        ${MARK} SELECT COUNT(*) AS "rows", MAX("id") AS "last",
          COUNT(CASE WHEN "idleExpiresAt" < ${before} THEN 1 END) AS "idle"
        FROM (SELECT "id", "idleExpiresAt" FROM "Session" WHERE "id" > ${after} ORDER BY "id" LIMIT ${BATCH_SIZE}) s`),
    )
    return SliceRowSchema.parse(rows[0])
  }

  // On SQLite nobody else has the connection during a statement, so this takes at most half of the time.
  async #pauseAfter<T>(statement: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const result = await statement()
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, performance.now() - startedAt))
    await setTimeout(pauseMs)
    return result
  }

  get #isStopped(): boolean {
    return this.#signal?.aborted === true
  }
}

// Only names from this file, never text of a request.
function column(name: string): Sql {
  return raw(quoteName(name))
}
