import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { selectColumns } from './columns.js'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { type User, UserSchema } from './models.js'

/** The fields of a new user. `active` is not among them, because no provider decides it. */
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

/** The fields that a sign-in may update. It cannot change the user name or enable a user: those fields are not here. */
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
  /** @param username in lower case, as all user names are stored */
  findUserByName(username: string): Promise<User | null>
  /** Returns the names among these that are taken. */
  listTakenUsernames(names: readonly string[]): Promise<readonly string[]>
  /** @throws a unique conflict when the user name or the trusted email address was taken in the meantime */
  createUser(user: NewUser, now: Date): Promise<User>
  updateUser(id: string, details: UserDetails, now: Date): Promise<User>
  /** Locks the user's row until the transaction ends, so that decisions about one user happen one after another. */
  lockUser(id: string, now: Date): Promise<boolean>
  /**
   * Invalidates all sessions of the user, in every session store. Returns the new epoch, or null without such a user.
   */
  incrementSessionEpoch(id: string, now: Date): Promise<number | null>
  /**
   * Enables or disables a user. A disabled user cannot sign in, and their sessions are not accepted. Returns false when
   * nothing changed.
   */
  setActive(id: string, active: boolean, now: Date): Promise<boolean>
  countUsers(): Promise<number>
}

export function userQueries(db: Executor): UserQueries {
  return {
    async findUser(id) {
      return UserSchema.nullable().parse(await db.user.findUnique({ where: { id } }))
    },
    async findUserByTrustedEmail(provenEmail) {
      return UserSchema.nullable().parse(await db.user.findUnique({ where: { provenEmail } }))
    },
    async findUserByName(username) {
      return UserSchema.nullable().parse(await db.user.findUnique({ where: { username } }))
    },
    async listTakenUsernames(names) {
      const rows = await db.user.findMany({
        where: { username: { in: [...names] } },
        select: { username: true },
      })
      return rows.map((row) => row.username)
    },
    async createUser(user, now) {
      return UserSchema.parse(
        await db.user.create({ data: { ...user, active: true, createdAt: now, updatedAt: now } }),
      )
    },
    async updateUser(id, details, now) {
      return UserSchema.parse(await db.user.update({ where: { id }, data: { ...details, updatedAt: now } }))
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

/** A user as the administrators' list shows them. */
export const UserListItemSchema = UserSchema.extend({ createdAt: z.coerce.date() })
export type UserListItem = Readonly<z.infer<typeof UserListItemSchema>>

/** What a search for users found. */
export interface UserMatches {
  readonly users: readonly UserListItem[]
  /** The user name where the search stopped because it had read many users; null when it has found enough or read all. */
  readonly stoppedAt: string | null
}

/** Queries with which administrators search for users and change them. */
export interface UserAdminQueries {
  /**
   * Finds users whose name, user name or email address contains `text`, ordered by user name; all users when it is
   * empty. It reads the table in slices, so that on SQLite no request waits for long, and stops after 200,000 users.
   * @param after the user name after which the page starts; null for the first page
   * @param maxSlices after how many slices of 5000 users it stops
   */
  searchUsers(text: string, after: string | null, limit: number, maxSlices?: number): Promise<UserMatches>
  findUserListItem(id: string): Promise<UserListItem | null>
  /** User names by ID; unknown IDs are left out. */
  getUsernames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Counts the administrators that are not disabled. */
  countAdministrators(): Promise<number>
  /**
   * Locks the rows of all administrators until the transaction ends, so that two of them cannot remove each other at
   * once.
   */
  lockAdministrators(now: Date): Promise<void>
  /** Grants or revokes administrator rights; returns false when nothing changed. */
  setAdmin(id: string, admin: boolean, now: Date): Promise<boolean>
}

const USER_LIST_ITEM_COLUMNS = selectColumns('u', UserListItemSchema)
/** How many users one statement of a search reads: a few milliseconds. */
const SLICE_SIZE = 5000
const MAX_SLICES = 40
const UsernameRowSchema = z.object({ id: z.string(), username: z.string() })

export function userAdminQueries(db: Executor): UserAdminQueries {
  return {
    async searchUsers(text, after, limit, maxSlices = MAX_SLICES) {
      if (text === '')
        return { users: await findUsers(db, after ?? '', Prisma.empty, limit), stoppedAt: null }
      const users: UserListItem[] = []
      let position = after ?? ''
      for (let slices = 0; slices < maxSlices; slices += 1) {
        const sliceEnd = await findSliceEnd(db, position)
        const end = sliceEnd === null ? Prisma.empty : Prisma.sql`AND "username" <= ${sliceEnd}`
        const condition = Prisma.sql`${end} AND ${containsText(text)}`
        users.push(...(await findUsers(db, position, condition, limit - users.length)))
        if (sliceEnd === null || users.length >= limit) return { users, stoppedAt: null }
        position = sliceEnd
        await setImmediate()
      }
      return { users, stoppedAt: position }
    },
    async findUserListItem(id) {
      return UserListItemSchema.nullable().parse(await db.user.findUnique({ where: { id } }))
    },
    async getUsernames(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.user.findMany({
        where: { id: { in: [...new Set(ids)] } },
        select: { id: true, username: true },
      })
      return new Map(
        z
          .array(UsernameRowSchema)
          .parse(rows)
          .map(({ id, username }) => [id, username]),
      )
    },
    countAdministrators: () => db.user.count({ where: { admin: true, active: true } }),
    async lockAdministrators(now) {
      await db.user.updateMany({ where: { admin: true }, data: { updatedAt: now } })
    },
    async setAdmin(id, admin, now) {
      const update = { where: { id, admin: !admin }, data: { admin, updatedAt: now } }
      const { count } = await db.user.updateMany(update)
      return count === 1
    },
  }
}

async function findUsers(
  db: Executor,
  after: string,
  condition: Prisma.Sql,
  limit: number,
): Promise<readonly UserListItem[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${USER_LIST_ITEM_COLUMNS.sql}
    FROM "User" u WHERE "username" > ${after} ${condition}
    ORDER BY "username" ASC LIMIT ${limit}`
  return rows.map(USER_LIST_ITEM_COLUMNS.parse)
}

function containsText(text: string): Prisma.Sql {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(LOWER("username") LIKE ${pattern} ESCAPE '\\' OR LOWER("email") LIKE ${pattern} ESCAPE '\\'
    OR LOWER("name") LIKE ${pattern} ESCAPE '\\')`
}

/** The last user name of the next slice; null when what is left is no more than one slice. */
async function findSliceEnd(db: Executor, after: string): Promise<string | null> {
  const [row] = await db.user.findMany({
    where: { username: { gt: after } },
    orderBy: { username: 'asc' },
    select: { username: true },
    skip: SLICE_SIZE,
    take: 1,
  })
  return row?.username ?? null
}
