import { z } from 'zod'
import { writeColumns } from './columns.js'
import type { Executor } from './database.js'

/** A device that asks to be signed in (RFC 8628), without the hashes of its codes. */
export const DeviceSchema = z.object({
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
  epoch: z.number(),
  redeemedAt: z.date().nullable(),
})
export type Device = Readonly<z.infer<typeof DeviceSchema>>

const NewDeviceSchema = DeviceSchema.pick({
  ...{ id: true, clientId: true, name: true, userAgent: true, address: true, keyThumbprint: true },
  ...{ interval: true, createdAt: true, expiresAt: true },
}).extend({ deviceHash: z.string(), userCodeHash: z.string() })
export type NewDevice = Readonly<z.infer<typeof NewDeviceSchema>>

/** A user's decision about a device; an approval also says by which user, account and backend. */
export type DeviceDecision =
  | { readonly decision: 'denied' }
  | {
      readonly decision: 'approved'
      readonly userId: string
      readonly accountId: string
      readonly backend: string
      readonly epoch: number
    }

export interface DeviceQueries {
  /** Returns false when another device already has one of the codes. */
  createDevice(device: NewDevice): Promise<boolean>
  findDevice(deviceHash: string): Promise<Device | null>
  findDeviceByUserCode(userCodeHash: string): Promise<Device | null>
  /** Stores the first decision, before the code expires; returns false for every later one. */
  decideDevice(id: string, decision: DeviceDecision, now: Date): Promise<boolean>
  /**
   * Records a poll; returns false if the last one was later than `lastBefore`, or the device's interval has changed.
   */
  recordPoll(id: string, interval: number, lastBefore: Date, now: Date): Promise<boolean>
  /** Adds seconds to the interval between polls (RFC 8628 section 3.5, `slow_down`). */
  slowDown(id: string, seconds: number, now: Date): Promise<void>
  /** Uses an approval up. One conditional statement, so exactly one of several requests gets true. */
  consumeDevice(id: string, now: Date): Promise<boolean>
}

const NEW_DEVICE_COLUMNS = writeColumns(NewDeviceSchema)

export function deviceQueries(db: Executor): DeviceQueries {
  return {
    async createDevice(device) {
      const count = await db.$executeRaw`
        INSERT INTO "Device" ${NEW_DEVICE_COLUMNS.values(device)}
        ON CONFLICT DO NOTHING`
      return count === 1
    },
    async findDevice(deviceHash) {
      return DeviceSchema.nullable().parse(await db.device.findUnique({ where: { deviceHash } }))
    },
    async findDeviceByUserCode(userCodeHash) {
      return DeviceSchema.nullable().parse(await db.device.findUnique({ where: { userCodeHash } }))
    },
    async decideDevice(id, decision, now) {
      const { count } = await db.device.updateMany({
        where: { id, decision: null, expiresAt: { gt: now } },
        data: { ...decision, decidedAt: now },
      })
      return count === 1
    },
    async recordPoll(id, interval, lastBefore, now) {
      const { count } = await db.device.updateMany({
        where: { id, interval, OR: [{ polledAt: null }, { polledAt: { lte: lastBefore } }] },
        data: { polledAt: now },
      })
      return count === 1
    },
    async slowDown(id, seconds, now) {
      await db.device.updateMany({
        where: { id },
        data: { interval: { increment: seconds }, polledAt: now },
      })
    },
    async consumeDevice(id, now) {
      const { count } = await db.device.updateMany({
        where: { id, decision: 'approved', redeemedAt: null, expiresAt: { gt: now } },
        data: { redeemedAt: now },
      })
      return count === 1
    },
  }
}
