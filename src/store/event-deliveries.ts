import { z } from 'zod'
import { listColumns } from './columns.js'
import { insertDeliveries, type NewDelivery, NewDeliverySchema } from './event-recording.js'
import type { Executor } from './executor.js'
import { latestLockEnd } from './lock-end.js'
import { join, type Sql, sql } from './sql.js'
import { type UserListItem, UserListItemSchema } from './user-lists.js'

/** The delivery of an event to one receiver. */
const DeliverySchema = NewDeliverySchema.omit({ expiresAt: true }).extend({
  sequence: z.number(),
  state: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.number(),
  attemptedAt: z.date().nullable(),
  status: z.number().nullable(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
  errorText: z.string().nullable(),
})
export type Delivery = Readonly<z.infer<typeof DeliverySchema>>

/** A receiver, and how its deliveries go. */
const ReceiverStateSchema = z.object({
  key: z.string(),
  events: z.string(),
  failures: z.number(),
  retryAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
})
export type ReceiverState = Readonly<z.infer<typeof ReceiverStateSchema>>

/** Why a delivery failed: in English, and as a text of the catalogues, as JSON text, where they have it. */
export interface DeliveryError {
  readonly error: string
  readonly errorText: string | null
}

/** How an attempt ended. */
export interface DeliveryOutcome {
  readonly state: Delivery['state']
  readonly attemptedAt: Date
  readonly nextAt: Date
  readonly status: number | null
  readonly durationMs: number
  readonly error: DeliveryError | null
  /** When the row may be purged. */
  readonly expiresAt: Date
}

/** Which deliveries to list, newest first. */
export interface DeliveryFilter {
  readonly receiver?: string
  readonly state?: Delivery['state']
  readonly before?: number
}

/** Deliveries of events. Only the process that holds the lock of a receiver delivers to it. */
export interface EventDeliveryQueries {
  /** Replaces the list of receivers. Deliveries to a receiver that is no longer among them stay until they expire. */
  saveReceivers(
    receivers: readonly { readonly key: string; readonly events: readonly string[] }[],
  ): Promise<void>
  listEventReceivers(): Promise<readonly ReceiverState[]>
  /**
   * Takes or extends the lock of a receiver until `until`, in one conditional statement; null while another process has
   * it.
   */
  acquireReceiver(key: string, holder: string, now: Date, until: Date): Promise<ReceiverState | null>
  releaseReceiver(key: string, holder: string): Promise<void>
  /** Stores how often a receiver has failed in a row, when it is tried again, and whether it is disabled. */
  updateReceiver(
    key: string,
    changes: { readonly failures: number; readonly retryAt: Date | null; readonly disabledAt: Date | null },
  ): Promise<void>
  /**
   * The deliveries that are next in their lanes and may be made by `until`, those that have waited longest first.
   * @param busyLanes the lanes of deliveries in progress
   */
  listDueDeliveries(
    receiver: string,
    until: Date,
    busyLanes: readonly string[],
    limit: number,
  ): Promise<readonly Delivery[]>
  /** Whether a delivery is due by `until`, or waits in its lane behind one that is not. */
  hasDueDelivery(receiver: string, until: Date): Promise<boolean>
  /** Postpones deliveries that are due but wait in their lane behind one that is not; returns how many. */
  postponeLanes(receiver: string, now: Date): Promise<number>
  finishDelivery(sequence: number, outcome: DeliveryOutcome): Promise<void>
  /** Makes every delivery that waits for this receiver, until `after` or later, due now. */
  makeDue(receiver: string, now: Date, after: Date): Promise<void>
  /** Gives up the deliveries that have waited since before `before`; with null, all of them. */
  giveUpDeliveries(receiver: string, before: Date | null, error: DeliveryError): Promise<number>
  /** Delivers an event again that was delivered or given up; false when there is no such delivery. */
  redeliver(sequence: number, now: Date): Promise<boolean>
  /** The user of an event. */
  findEventUser(id: string): Promise<UserListItem | null>
  createDeliveries(rows: readonly NewDelivery[]): Promise<void>
  listDeliveries(filter: DeliveryFilter, limit: number): Promise<readonly Delivery[]>
  countDeliveries(receiver: string, state: Delivery['state']): Promise<number>
  /** Removes what could name this user from deliveries. */
  anonymizeDeliveries(userId: string): Promise<void>
}

const DELIVERY_LIST = listColumns(DeliverySchema)
const USER_LIST = listColumns(UserListItemSchema)
const RECEIVER_LIST = listColumns(ReceiverStateSchema)
const CountRowSchema = z.object({ count: z.coerce.number() })
/** How many rows one statement looks at, so that one user with many events does not make it slow. */
const MAX_CANDIDATES = 300

export function eventDeliveryQueries(db: Executor): EventDeliveryQueries {
  return {
    async saveReceivers(receivers) {
      const keys = join(['', ...receivers.map(({ key }) => key)])
      await db.run(sql`/* events */ DELETE FROM "EventReceiver" WHERE "key" NOT IN (${keys})`)
      for (const { key, events } of receivers) {
        await db.run(sql`
          /* events */ INSERT INTO "EventReceiver" ("key", "events") VALUES (${key}, ${events.join(' ')})
          ON CONFLICT ("key") DO UPDATE SET "events" = excluded."events"`)
      }
    },
    async listEventReceivers() {
      const rows = await db.rows(
        sql`/* events */ SELECT ${RECEIVER_LIST} FROM "EventReceiver" ORDER BY "key"`,
      )
      return z.array(ReceiverStateSchema).parse(rows)
    },
    async acquireReceiver(key, holder, now, until) {
      const rows = await db.rows(sql`
        /* events */ UPDATE "EventReceiver" SET "leaseHolder" = ${holder}, "leaseUntil" = ${until}
        WHERE "key" = ${key}
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${now} OR "leaseHolder" = ${holder}
            OR "leaseUntil" > ${latestLockEnd(until)})
        RETURNING ${RECEIVER_LIST}`)
      return rows.length === 0 ? null : ReceiverStateSchema.parse(rows[0])
    },
    async releaseReceiver(key, holder) {
      await db.run(sql`
        /* events */ UPDATE "EventReceiver" SET "leaseHolder" = NULL, "leaseUntil" = NULL
        WHERE "key" = ${key} AND "leaseHolder" = ${holder}`)
    },
    async updateReceiver(key, { failures, retryAt, disabledAt }) {
      await db.run(sql`
        /* events */ UPDATE "EventReceiver"
        SET "failures" = ${failures}, "retryAt" = ${retryAt}, "disabledAt" = ${disabledAt} WHERE "key" = ${key}`)
    },
    async listDueDeliveries(receiver, until, busyLanes, limit) {
      const isFree = busyLanes.length === 0 ? sql`` : sql`AND "lane" NOT IN (${join([...busyLanes])})`
      const rows = await db.rows(sql`
        /* events */ SELECT ${DELIVERY_LIST} FROM "EventDelivery" WHERE "sequence" IN (
          SELECT d."sequence" FROM (
            SELECT "sequence", "lane" FROM "EventDelivery"
            WHERE "receiver" = ${receiver} AND "state" = 'pending' AND "nextAt" <= ${until} ${isFree}
            ORDER BY "nextAt", "sequence" LIMIT ${MAX_CANDIDATES}) d
          WHERE NOT EXISTS (
            SELECT 1 FROM "EventDelivery" e WHERE e."lane" = d."lane" AND e."receiver" = ${receiver}
              AND e."state" = 'pending' AND e."sequence" < d."sequence"))
        ORDER BY "nextAt", "sequence" LIMIT ${limit}`)
      return z.array(DeliverySchema).parse(rows)
    },
    async hasDueDelivery(receiver, until) {
      const rows = await db.rows(sql`
        /* events */ SELECT 1 AS "one" FROM "EventDelivery"
        WHERE "receiver" = ${receiver} AND "state" = 'pending' AND "nextAt" <= ${until} LIMIT 1`)
      return rows.length === 1
    },
    async postponeLanes(receiver, now) {
      return db.run(sql`
        /* events */ UPDATE "EventDelivery" SET "nextAt" = (${firstOfLane(receiver, sql`"EventDelivery"."lane"`, sql`"nextAt"`)})
        WHERE "sequence" IN (
          SELECT "sequence" FROM "EventDelivery"
          WHERE "receiver" = ${receiver} AND "state" = 'pending' AND "nextAt" <= ${now}
          ORDER BY "nextAt", "sequence" LIMIT ${MAX_CANDIDATES})
        AND (${firstOfLane(receiver, sql`"EventDelivery"."lane"`, sql`"nextAt"`)}) > ${now}`)
    },
    async finishDelivery(sequence, { state, attemptedAt, nextAt, status, durationMs, error, expiresAt }) {
      await db.run(sql`
        /* events */ UPDATE "EventDelivery"
        SET "state" = ${state}, "attempts" = "attempts" + 1, "attemptedAt" = ${attemptedAt}, "nextAt" = ${nextAt},
          "status" = ${status}, "durationMs" = ${durationMs}, "error" = ${error?.error ?? null},
          "errorText" = ${error?.errorText ?? null}, "expiresAt" = ${expiresAt}
        WHERE "sequence" = ${sequence}`)
    },
    async makeDue(receiver, now, after) {
      await db.run(sql`
        /* events */ UPDATE "EventDelivery" SET "nextAt" = ${now}
        WHERE "receiver" = ${receiver} AND "state" = 'pending' AND "nextAt" > ${after}`)
    },
    async giveUpDeliveries(receiver, before, { error, errorText }) {
      const isOld = before === null ? sql`` : sql`AND "at" < ${before}`
      return db.run(sql`
        /* events */ UPDATE "EventDelivery" SET "state" = 'failed', "error" = ${error}, "errorText" = ${errorText}
        WHERE "receiver" = ${receiver} AND "state" = 'pending' ${isOld}`)
    },
    async redeliver(sequence, now) {
      const count = await db.run(sql`
        /* events */ UPDATE "EventDelivery" SET "state" = 'pending', "nextAt" = ${now}
        WHERE "sequence" = ${sequence} AND "state" <> 'pending'`)
      return count === 1
    },
    async findEventUser(id) {
      const rows = await db.rows(sql`/* events */ SELECT ${USER_LIST} FROM "User" WHERE "id" = ${id}`)
      return rows.length === 0 ? null : UserListItemSchema.parse(rows[0])
    },
    createDeliveries: (rows) => insertDeliveries(db, rows),
    async listDeliveries({ receiver, state, before }, limit) {
      const conditions = [
        ...(receiver === undefined ? [] : [sql`AND "receiver" = ${receiver}`]),
        ...(state === undefined ? [] : [sql`AND "state" = ${state}`]),
        ...(before === undefined ? [] : [sql`AND "sequence" < ${before}`]),
      ].reduce((all, each) => sql`${all} ${each}`, sql``)
      const rows = await db.rows(sql`
        /* events */ SELECT ${DELIVERY_LIST} FROM "EventDelivery" WHERE "sequence" > 0 ${conditions}
        ORDER BY "sequence" DESC LIMIT ${limit}`)
      return z.array(DeliverySchema).parse(rows)
    },
    async countDeliveries(receiver, state) {
      const rows = await db.rows(sql`
        /* events */ SELECT COUNT(*) AS "count" FROM "EventDelivery"
        WHERE "receiver" = ${receiver} AND "state" = ${state}`)
      return CountRowSchema.parse(rows[0]).count
    },
    async anonymizeDeliveries(userId) {
      await db.run(sql`
        /* events */ UPDATE "EventDelivery" SET "personal" = NULL
        WHERE "lane" = ${userId} AND "personal" IS NOT NULL`)
    },
  }
}

/** A column of the delivery that comes next in this lane. */
function firstOfLane(receiver: string, lane: Sql, column: Sql): Sql {
  return sql`
    SELECT e.${column} FROM "EventDelivery" e
    WHERE e."lane" = ${lane} AND e."receiver" = ${receiver} AND e."state" = 'pending'
    ORDER BY e."sequence" LIMIT 1`
}
