import { z } from 'zod'
import { listColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** A device that asks to be signed in (RFC 8628), without the hashes of its codes. */
const DeviceSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string().nullable(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  keyThumbprint: z.string().nullable(),
  interval: z.number(),
  createdAt: z.date(),
  expiresAt: z.date(),
  decision: z.enum(['approved', 'denied']).nullable(),
  userId: z.string().nullable(),
  accountId: z.string().nullable(),
  /** When the session that approved it ends at the latest; null if an earlier release stored the approval. */
  sessionEnd: z.date().nullable(),
  epoch: z.number(),
  redeemedAt: z.date().nullable(),
  polledAt: z.date().nullable(),
})
export type Device = Readonly<z.infer<typeof DeviceSchema>>

const NewDeviceSchema = DeviceSchema.pick({
  id: true,
  clientId: true,
  name: true,
  userAgent: true,
  address: true,
  keyThumbprint: true,
  interval: true,
  createdAt: true,
  expiresAt: true,
}).extend({ deviceHash: z.string(), userCodeHash: z.string() })
export type NewDevice = Readonly<z.infer<typeof NewDeviceSchema>>

/** A user's decision about a device; an approval also has what the device inherits from the session that approved it. */
export type DeviceDecision =
  | { readonly decision: 'denied' }
  | {
      readonly decision: 'approved'
      readonly userId: string
      readonly accountId: string
      readonly backend: string
      readonly sessionEnd: Date
      readonly epoch: number
    }

export interface DeviceQueries {
  /** Returns false when another device already has one of the codes. */
  createDevice(device: NewDevice): Promise<boolean>
  findDevice(deviceHash: string): Promise<Device | null>
  findDeviceByUserCode(userCodeHash: string): Promise<Device | null>
  /** Stores the first decision, before the code expires; returns false for every later one. */
  decideDevice(id: string, decision: DeviceDecision, now: Date): Promise<boolean>
  /** Records a poll; returns false if there was another one since the device was read. */
  recordPoll(device: Pick<Device, 'id' | 'interval' | 'polledAt'>, now: Date): Promise<boolean>
  /** Adds seconds to the interval between polls (RFC 8628 section 3.5, `slow_down`). */
  slowDown(id: string, seconds: number, now: Date): Promise<void>
  /** Turns approvals by sessions of this account that no device has redeemed into denials, unless they are newer. */
  denyDevices(accountId: string, before: Date, now: Date): Promise<void>
  /** Uses an approval up. One conditional statement, so exactly one of several requests gets true. */
  consumeDevice(id: string, now: Date): Promise<boolean>
}

const DEVICE_COLUMNS = listColumns(DeviceSchema)
const DECISION_COLUMNS = writeColumns(
  DeviceSchema.pick({ decision: true, userId: true, accountId: true, sessionEnd: true, epoch: true }).extend({
    backend: z.string().nullable(),
    decidedAt: z.date(),
  }),
)
const NEW_DEVICE_COLUMNS = writeColumns(NewDeviceSchema)

export function deviceQueries(db: Executor): DeviceQueries {
  return {
    async createDevice(device) {
      const count = await db.run(sql`
        INSERT INTO "Device" ${NEW_DEVICE_COLUMNS.values(device)}
        ON CONFLICT DO NOTHING`)
      return count === 1
    },
    async findDevice(deviceHash) {
      const rows = await db.rows(sql`
        SELECT ${DEVICE_COLUMNS} FROM "Device" WHERE "deviceHash" = ${deviceHash}`)
      return rows.length === 1 ? DeviceSchema.parse(rows[0]) : null
    },
    async findDeviceByUserCode(userCodeHash) {
      const rows = await db.rows(sql`
        SELECT ${DEVICE_COLUMNS} FROM "Device" WHERE "userCodeHash" = ${userCodeHash}`)
      return rows.length === 1 ? DeviceSchema.parse(rows[0]) : null
    },
    async decideDevice(id, decision, now) {
      const count = await db.run(sql`
        UPDATE "Device" SET ${DECISION_COLUMNS.assignments({ ...decision, decidedAt: now })}
        WHERE "id" = ${id} AND "decision" IS NULL AND "expiresAt" > ${now}`)
      return count === 1
    },
    async recordPoll({ id, interval, polledAt }, now) {
      const isLast = polledAt === null ? sql`"polledAt" IS NULL` : sql`"polledAt" = ${polledAt}`
      const count = await db.run(sql`
        UPDATE "Device" SET "polledAt" = ${now} WHERE "id" = ${id} AND "interval" = ${interval} AND ${isLast}`)
      return count === 1
    },
    async slowDown(id, seconds, now) {
      await db.run(sql`
        UPDATE "Device" SET "interval" = "interval" + ${seconds}, "polledAt" = ${now} WHERE "id" = ${id}`)
    },
    async denyDevices(accountId, before, now) {
      await db.run(sql`
        UPDATE "Device" SET "decision" = 'denied', "decidedAt" = ${now}
        WHERE "accountId" = ${accountId} AND "decision" = 'approved' AND "redeemedAt" IS NULL
          AND "decidedAt" <= ${before}`)
    },
    async consumeDevice(id, now) {
      const count = await db.run(sql`
        UPDATE "Device" SET "redeemedAt" = ${now}
        WHERE "id" = ${id} AND "decision" = 'approved' AND "redeemedAt" IS NULL AND "expiresAt" > ${now}`)
      return count === 1
    },
  }
}
