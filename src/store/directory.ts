import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { User } from './records.js'

/** A user in the list of administrators. */
export const ListedUser = User.extend({ createdAt: z.coerce.date() })
export type ListedUser = Readonly<z.infer<typeof ListedUser>>

/** Users, as administrators look for them and change them. */
export interface Directory {
  /**
   * Users whose name, user name or address contains this text, in the order of their user names; all for no text.
   * @param after only those behind this user name
   */
  searchUsers(text: string, after: string | null, most: number): Promise<readonly ListedUser[]>
  findListedUser(id: string): Promise<ListedUser | null>
  /** User names by id. */
  usernamesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** How many administrators may sign in. */
  countAdministrators(): Promise<number>
  /** Holds all of them until the transaction ends, so that two of them cannot each take the other for the last but one. */
  lockAdministrators(now: Date): Promise<void>
  /** Makes an administrator, or an ordinary user again; false when it was so before. */
  setAdmin(id: string, admin: boolean, now: Date): Promise<boolean>
}

const Named = z.object({ id: z.string(), username: z.string() })

export function directory(db: Executor): Directory {
  return {
    async searchUsers(text, after, most) {
      const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      const fits =
        text === ''
          ? Prisma.sql`1 = 1`
          : Prisma.sql`(LOWER("username") LIKE ${pattern} ESCAPE '\\' OR LOWER("email") LIKE ${pattern} ESCAPE '\\'
              OR LOWER("name") LIKE ${pattern} ESCAPE '\\')`
      const rows = await db.$queryRaw<unknown[]>`
        SELECT "id", "username", "email", "emailVerified", "provenEmail", "name", "givenName", "familyName", "picture",
               "active", "admin", "sessionEpoch", "acceptedTerms", "createdAt"
        FROM "User" WHERE "username" > ${after ?? ''} AND ${fits}
        ORDER BY "username" ASC LIMIT ${most}`
      return z.array(ListedUser).parse(rows)
    },
    async findListedUser(id) {
      return ListedUser.nullable().parse(await db.user.findUnique({ where: { id } }))
    },
    async usernamesOf(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.user.findMany({
        where: { id: { in: [...new Set(ids)] } },
        select: { id: true, username: true },
      })
      return new Map(
        z
          .array(Named)
          .parse(rows)
          .map(({ id, username }) => [id, username]),
      )
    },
    countAdministrators: () => db.user.count({ where: { admin: true, active: true } }),
    async lockAdministrators(now) {
      await db.user.updateMany({ where: { admin: true }, data: { updatedAt: now } })
    },
    async setAdmin(id, admin, now) {
      const changing = { where: { id, admin: !admin }, data: { admin, updatedAt: now } }
      const { count } = await db.user.updateMany(changing)
      return count === 1
    },
  }
}
