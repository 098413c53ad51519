import { z } from 'zod'
import type { Executor } from './database.js'
import { type EventRow, EventRowSchema } from './events.js'

/** A device that a user has approved or denied, as the export of their data lists it. */
export const DeviceSummarySchema = z.object({
  name: z.string().nullable(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  decision: z.string().nullable(),
  createdAt: z.date(),
  decidedAt: z.date().nullable(),
})
export type DeviceSummary = Readonly<z.infer<typeof DeviceSummarySchema>>

/** The account that belongs to encrypted tokens, so that they can be revoked after the account was deleted. */
export const AccountTokensSchema = z.object({
  id: z.string(),
  backend: z.string(),
  issuer: z.string(),
  tokens: z.instanceof(Uint8Array).nullable(),
})
export type AccountTokens = Readonly<z.infer<typeof AccountTokensSchema>>

/** What replaces the details of events about a deleted user, as JSON text without names. */
export interface AnonymousDetails {
  readonly signIn: string
  readonly administration: string
  /** Replaces the user's name where they acted as an administrator. */
  readonly actor: string
}

/** Queries for the end of a user, and for the export of everything that is stored about one. */
export interface UserDataQueries {
  /** The tokens of all accounts of the user, encrypted. */
  listAccountTokens(userId: string): Promise<readonly AccountTokens[]>
  /** Removes names and other personal details from all events about this user, and from those of their own actions. */
  anonymizeEvents(userId: string, details: AnonymousDetails): Promise<void>
  /**
   * Deletes the user with everything that belongs to them: accounts and their tokens, sessions, password, devices,
   * emailed codes, and sign-ins in progress. Returns false when there is no such user.
   */
  deleteUser(id: string): Promise<boolean>
  /** The devices that the user has decided about, the latest first; at most 1000. */
  listUserDevices(userId: string): Promise<readonly DeviceSummary[]>
  /** The latest events about the user or of their own actions, newest first. */
  listUserEvents(userId: string, limit: number): Promise<readonly EventRow[]>
}

const MAX_DEVICES = 1000

export function userDataQueries(db: Executor): UserDataQueries {
  return {
    async listAccountTokens(userId) {
      const select = { id: true, backend: true, issuer: true, tokens: true } as const
      return z.array(AccountTokensSchema).parse(await db.account.findMany({ where: { userId }, select }))
    },
    async anonymizeEvents(userId, { signIn, administration, actor }) {
      await db.event.updateMany({ where: { userId, area: 'sign-in' }, data: { detail: signIn } })
      await db.event.updateMany({
        where: { userId, area: 'administration' },
        data: { detail: administration },
      })
      // Only administrators act, and only the index of the area finds their events.
      await db.event.updateMany({ where: { area: 'administration', actorId: userId }, data: { actor } })
    },
    async deleteUser(id) {
      const user = await db.user.findUnique({ where: { id }, select: { email: true, provenEmail: true } })
      if (user === null) return false
      const addresses = [user.email, user.provenEmail].filter((each) => each !== null)
      await db.code.deleteMany({ where: { OR: [{ userId: id }, { email: { in: addresses } }] } })
      await db.partial.deleteMany({ where: { userId: id } })
      await db.attempt.deleteMany({ where: { userId: id } })
      // The database deletes the rest with the user: accounts, sessions, password and devices.
      const { count } = await db.user.deleteMany({ where: { id } })
      return count === 1
    },
    async listUserDevices(userId) {
      const rows = await db.device.findMany({
        where: { userId },
        orderBy: { createdAt: 'desc' },
        take: MAX_DEVICES,
        select: {
          ...{ name: true, userAgent: true, address: true },
          ...{ decision: true, createdAt: true, decidedAt: true },
        },
      })
      return z.array(DeviceSummarySchema).parse(rows)
    },
    async listUserEvents(userId, limit) {
      const where = { OR: [{ userId }, { area: 'administration', actorId: userId }] }
      const rows = await db.event.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit })
      return z.array(EventRowSchema).parse(rows)
    },
  }
}
