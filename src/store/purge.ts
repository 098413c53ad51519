import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Executor } from './executor.js'
import { EXPIRING_TABLES } from './expiring-tables.js'
import { latestLockEnd } from './lock-end.js'
import type { EndRecordedSessions } from './sessions.js'
import { adaptSize, type SliceSizes } from './slices.js'
import { quoteName, raw, type Sql, sql } from './sql.js'

/**
 * How many rows one statement deletes or looks at. On SQLite a request waits for it, and for the checkpoint that follows
 * when many pages have changed, so few rows at a time also keep the checkpoints small.
 */
const BATCH_SIZES: SliceSizes = { targetMs: 8, min: 20, max: 500 }
const FIRST_BATCH_SIZE = 100
/** How many entries of an index one statement skips. */
const MAX_SKIPPED = 10_000
const MIN_PAUSE_MS = 2
const MAX_PAUSE_MS = 100

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

/** The key of the lock in the table Nonce. */
const LOCK_KEY = 'purge'
/** A comment in the statements of this file, by which the administrator of a database recognizes them. */
const PURGE_COMMENT = raw('/* purge */')

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

/** @param now the time in milliseconds, by which the work is divided */
export function purgeQueries(db: Executor, now = () => performance.now()): PurgeQueries {
  return {
    async purgeExpired(before, limits, signal, endSessions) {
      const { signIns, attempts, deliveries } = { ...ROW_LIMITS, ...limits }
      const purge = new Purge(db, now, signal, endSessions)
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
        ${PURGE_COMMENT} INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${LOCK_KEY}, ${until})
        ON CONFLICT ("key") DO UPDATE SET "expiresAt" = excluded."expiresAt"
        WHERE "Nonce"."expiresAt" <= ${now} OR "Nonce"."expiresAt" > ${latestLockEnd(until)}`)
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
  readonly #now: () => number
  readonly #signal: AbortSignal | undefined
  readonly #endSessions: EndRecordedSessions | undefined
  #deleted = 0

  constructor(
    db: Executor,
    now: () => number,
    signal: AbortSignal | undefined,
    endSessions: EndRecordedSessions | undefined,
  ) {
    this.#db = db
    this.#now = now
    this.#signal = signal
    this.#endSessions = endSessions
  }

  get deleted(): number {
    return this.#deleted
  }

  /** Deletes the rows for which the condition is true, those with the lowest value in the column `order` first. */
  async deleteRows(table: string, key: string, order: string, condition: Sql): Promise<void> {
    const endSessions = table === 'Session' ? this.#endSessions : undefined
    const batch = { size: FIRST_BATCH_SIZE }
    let isOver = false
    while (!isOver && !this.#isStopped) {
      const { size } = batch
      const statement = sql`
        ${PURGE_COMMENT} DELETE FROM ${column(table)} WHERE ${column(key)} IN (
          SELECT ${column(key)} FROM ${column(table)} WHERE ${condition}
          ORDER BY ${column(order)} LIMIT ${size})`
      const count = await this.#runBatch(
        batch,
        () => endSessions?.(statement, 'expired') ?? this.#db.run(statement),
      )
      this.#deleted += count
      isOver = count < size
    }
  }

  /**
   * Deletes the sessions that were not used for too long. No index has that time, because each use of a session would
   * have to change it. So this walks through the table.
   */
  async deleteIdleSessions(before: Date): Promise<void> {
    const batch = { size: FIRST_BATCH_SIZE }
    let [start, isOver] = ['', false]
    while (!isOver && !this.#isStopped) {
      const { size } = batch
      const { idle, last, rows } = await this.#runBatch(batch, () => this.#readSlice(start, before, size))
      const condition = sql`"id" > ${start} AND "id" <= ${last ?? ''} AND "idleExpiresAt" < ${before}`
      if (idle > 0) await this.deleteRows('Session', 'id', 'id', condition)
      start = last ?? ''
      isOver = rows < size
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
        ${PURGE_COMMENT} SELECT ${column(time)} AS "cutoff" FROM ${column(table)} WHERE ${condition}
        ORDER BY ${column(time)} DESC LIMIT 1 OFFSET ${skip}`),
    )
    return rows.length === 0 ? null : CutoffRowSchema.parse(rows[0]).cutoff
  }

  /** The receivers of events. */
  async listReceivers(): Promise<readonly string[]> {
    const rows = await this.#pauseAfter(() =>
      this.#db.rows(sql`${PURGE_COMMENT} SELECT "key" AS "receiver" FROM "EventReceiver"`),
    )
    return z
      .array(ReceiverRowSchema)
      .parse(rows)
      .map(({ receiver }) => receiver)
  }

  async #readSlice(after: string, before: Date, size: number): Promise<z.infer<typeof SliceRowSchema>> {
    const rows = await this.#db.rows(sql`
      ${PURGE_COMMENT} SELECT COUNT(*) AS "rows", MAX("id") AS "last",
        COUNT(CASE WHEN "idleExpiresAt" < ${before} THEN 1 END) AS "idle"
      FROM (SELECT "id", "idleExpiresAt" FROM "Session" WHERE "id" > ${after} ORDER BY "id" LIMIT ${size}) s`)
    return SliceRowSchema.parse(rows[0])
  }

  /** Runs a statement on as many rows as the batch has; how long it takes decides the size of the next one. */
  async #runBatch<T>(batch: { size: number }, statement: () => Promise<T>): Promise<T> {
    return this.#pauseAfter(async () => {
      const startedAt = this.#now()
      const result = await statement()
      batch.size = adaptSize(batch.size, this.#now() - startedAt, BATCH_SIZES)
      return result
    })
  }

  // On SQLite nothing else uses the connection during a statement, so this takes at most half of the time.
  async #pauseAfter<T>(statement: () => Promise<T>): Promise<T> {
    const startedAt = this.#now()
    const result = await statement()
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#now() - startedAt))
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
