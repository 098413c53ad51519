import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { User } from './records.js'

/** A user in the list of administrators. */
export const UserListItem = User.extend({ createdAt: z.coerce.date() })
export type UserListItem = Readonly<z.infer<typeof UserListItem>>

/** Users, as administrators look for them and change them. */
export interface UserAdminQueries {
  /**
   * Users whose name, user name or address contains this text, in the order of their user names; all for no text.
   * @param after only those behind this user name
   */
  searchUsers(text: string, after: string | null, limit: number): Promise<readonly UserListItem[]>
  findUserListItem(id: string): Promise<UserListItem | null>
  /** User names by id. */
  getUsernames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** How many administrators may sign in. */
  countAdministrators(): Promise<number>
  /** Holds all of them until the transaction ends, so that two of them cannot each take the other for the last but one. */
  lockAdministrators(now: Date): Promise<void>
  /** Makes an administrator, or an ordinary user again; false when it was so before. */
  setAdmin(id: string, admin: boolean, now: Date): Promise<boolean>
}

const UsernameRow = z.object({ id: z.string(), username: z.string() })

export function userAdminQueries(db: Executor): UserAdminQueries {
  return {
    async searchUsers(text, after, limit) {
      const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      const matchesText =
        text === ''
          ? Prisma.sql`1 = 1`
          : Prisma.sql`(LOWER("username") LIKE ${pattern} ESCAPE '\\' OR LOWER("email") LIKE ${pattern} ESCAPE '\\'
              OR LOWER("name") LIKE ${pattern} ESCAPE '\\')`
      const rows = await db.$queryRaw<unknown[]>`
        SELECT "id", "username", "email", "emailVerified", "provenEmail", "name", "givenName", "familyName", "picture",
               "active", "admin", "sessionEpoch", "acceptedTerms", "createdAt"
        FROM "User" WHERE "username" > ${after ?? ''} AND ${matchesText}
        ORDER BY "username" ASC LIMIT ${limit}`
      return z.array(UserListItem).parse(rows)
    },
    async findUserListItem(id) {
      return UserListItem.nullable().parse(await db.user.findUnique({ where: { id } }))
    },
    async getUsernames(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.user.findMany({
        where: { id: { in: [...new Set(ids)] } },
        select: { id: true, username: true },
      })
      return new Map(
        z
          .array(UsernameRow)
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
