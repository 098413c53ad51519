import { z } from 'zod'
import { selectColumns } from './columns.js'
import type { Executor } from './database.js'
import { type User, UserSchema } from './models.js'

/** What a person types to say who they are; each is in its normal form and unique. */
export type LoginName = { readonly username: string } | { readonly provenEmail: string }

/** Somebody who may have a password. */
export interface PasswordCredential {
  readonly user: User
  /** Null without a password. Not for any other eye than that of the hasher. */
  readonly hash: string | null
  /** The subject of their account at the password backend; null when they have none. */
  readonly subject: string | null
}

/** Local passwords, apart from the users, so that nothing that reads users reads a hash. */
export interface PasswordQueries {
  /** The hash of this user's password, or null. */
  getPassword(userId: string): Promise<string | null>
  /** Gives the user this password, in place of any other. */
  setPassword(userId: string, hash: string, now: Date): Promise<void>
  /** False when there was none. */
  deletePassword(userId: string): Promise<boolean>
  /** Who has this name, with their password and their account at `backend`, in one statement. */
  findUserForLogin(name: LoginName, backend: string): Promise<PasswordCredential | null>
}

const USER_COLUMNS = selectColumns('u', UserSchema)
const LoginRowSchema = z.looseObject({ p_hash: z.string().nullable(), a_subject: z.string().nullable() })

export function passwordQueries(db: Executor): PasswordQueries {
  return {
    async getPassword(userId) {
      const row = await db.password.findUnique({ where: { userId }, select: { hash: true } })
      return row?.hash ?? null
    },
    async setPassword(userId, hash, now) {
      await db.$executeRaw`
        INSERT INTO "Password" ("userId", "hash", "changedAt") VALUES (${userId}, ${hash}, ${now})
        ON CONFLICT ("userId") DO UPDATE SET "hash" = excluded."hash", "changedAt" = excluded."changedAt"`
    },
    async deletePassword(userId) {
      const { count } = await db.password.deleteMany({ where: { userId } })
      return count === 1
    },
    async findUserForLogin(name, backend) {
      const username = 'username' in name ? name.username : null
      const provenEmail = 'provenEmail' in name ? name.provenEmail : null
      const rows = await db.$queryRaw<unknown[]>`
        SELECT ${USER_COLUMNS.sql}, p."hash" AS "p_hash", a."subject" AS "a_subject"
        FROM "User" u
        LEFT JOIN "Password" p ON p."userId" = u."id"
        LEFT JOIN "Account" a ON a."userId" = u."id" AND a."backend" = ${backend}
        WHERE u."username" = ${username} OR u."provenEmail" = ${provenEmail}
        ORDER BY a."createdAt"
        LIMIT 1`
      const [row] = rows
      if (row === undefined) return null
      const { p_hash: hash, a_subject: subject } = LoginRowSchema.parse(row)
      return { user: USER_COLUMNS.parse(row), hash, subject }
    },
  }
}
