import type { Executor } from './database.js'
import { User } from './records.js'

/** What may be written when a user is made; admin and active are not for providers to say. */
export type NewUser = Pick<
  User,
  | 'id'
  | 'username'
  | 'email'
  | 'emailVerified'
  | 'provenEmail'
  | 'name'
  | 'givenName'
  | 'familyName'
  | 'picture'
  | 'admin'
  | 'acceptedTerms'
>

/** What a sign-in may refresh. User name, activity and administration are protected by not being here. */
export type UserDetails = Partial<
  Pick<
    User,
    | 'email'
    | 'emailVerified'
    | 'provenEmail'
    | 'name'
    | 'givenName'
    | 'familyName'
    | 'picture'
    | 'admin'
    | 'acceptedTerms'
  >
>

export interface UserQueries {
  findUser(id: string): Promise<User | null>
  findUserByTrustedEmail(normalizedEmail: string): Promise<User | null>
  /** User names are kept in lower case. */
  findUserByName(username: string): Promise<User | null>
  /** Of these names, the ones that somebody has. */
  listTakenUsernames(names: readonly string[]): Promise<readonly string[]>
  /** Fails with a conflict when the user name or the proven address was taken meanwhile. */
  createUser(user: NewUser, now: Date): Promise<User>
  updateUser(id: string, details: UserDetails, now: Date): Promise<User>
  /** Holds the user's row until the transaction ends, so that decisions about the user happen one after another. */
  lockUser(id: string, now: Date): Promise<boolean>
  /** Makes every session of the user worthless, wherever it is kept. The new epoch, or null without such a user. */
  incrementSessionEpoch(id: string, now: Date): Promise<number | null>
  /**
   * Lets a user in again, or out: whoever is disabled signs in no more, and no session of theirs is accepted. False when
   * it was so before.
   */
  setActive(id: string, active: boolean, now: Date): Promise<boolean>
  countUsers(): Promise<number>
}

export function userQueries(db: Executor): UserQueries {
  return {
    async findUser(id) {
      return User.nullable().parse(await db.user.findUnique({ where: { id } }))
    },
    async findUserByTrustedEmail(provenEmail) {
      return User.nullable().parse(await db.user.findUnique({ where: { provenEmail } }))
    },
    async findUserByName(username) {
      return User.nullable().parse(await db.user.findUnique({ where: { username } }))
    },
    async listTakenUsernames(names) {
      const rows = await db.user.findMany({
        where: { username: { in: [...names] } },
        select: { username: true },
      })
      return rows.map((row) => row.username)
    },
    async createUser(user, now) {
      return User.parse(
        await db.user.create({ data: { ...user, active: true, createdAt: now, updatedAt: now } }),
      )
    },
    async updateUser(id, details, now) {
      return User.parse(await db.user.update({ where: { id }, data: { ...details, updatedAt: now } }))
    },
    async lockUser(id, now) {
      const { count } = await db.user.updateMany({ where: { id }, data: { updatedAt: now } })
      return count === 1
    },
    async incrementSessionEpoch(id, now) {
      const rows = await db.user.updateManyAndReturn({
        where: { id },
        data: { sessionEpoch: { increment: 1 }, updatedAt: now },
        select: { sessionEpoch: true },
      })
      return rows[0]?.sessionEpoch ?? null
    },
    async setActive(id, active, now) {
      const update = { where: { id, active: !active }, data: { active, updatedAt: now } }
      const { count } = await db.user.updateMany(update)
      return count === 1
    },
    countUsers: () => db.user.count(),
  }
}
