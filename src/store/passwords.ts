import { z } from 'zod'
import type { Executor } from './executor.js'
import { type User, USER_COLUMNS } from './models.js'
import { sql } from './sql.js'

/** The name that a user signs in with, in its normal form. Both kinds are unique. */
export type LoginName = { readonly username: string } | { readonly provenEmail: string }

/** A user with their password hash, for a password sign-in. */
export interface PasswordCredential {
  readonly user: User
  /** The password hash, to be passed to the hasher only; null when the user has no password. */
  readonly hash: string | null
  /** The subject of the user's account at the password backend; null when they have none. */
  readonly subject: string | null
}

/** Queries for local passwords. They have a table of their own, so that no query for users reads a hash. */
export interface PasswordQueries {
  /** The hash of the user's password, or null. */
  getPassword(userId: string): Promise<string | null>
  /** Sets or replaces the user's password. */
  setPassword(userId: string, hash: string, now: Date): Promise<void>
  /**
   * Replaces the hash of a password by another hash of the same password; nothing happens if the user has another one by
   * now.
   */
  replacePasswordHash(userId: string, from: string, to: string): Promise<void>
  /** Returns false when the user had no password. */
  deletePassword(userId: string): Promise<boolean>
  /** Finds the user with this name, with their password hash and their account at `backend`, in one statement. */
  findUserForLogin(name: LoginName, backend: string): Promise<PasswordCredential | null>
}

const HashRowSchema = z.object({ hash: z.string() })
const LoginRowSchema = z.looseObject({ p_hash: z.string().nullable(), a_subject: z.string().nullable() })

export function passwordQueries(db: Executor): PasswordQueries {
  return {
    async getPassword(userId) {
      const rows = await db.rows(sql`SELECT "hash" FROM "Password" WHERE "userId" = ${userId}`)
      return rows.length === 1 ? HashRowSchema.parse(rows[0]).hash : null
    },
    async setPassword(userId, hash, now) {
      await db.run(sql`
        INSERT INTO "Password" ("userId", "hash", "changedAt") VALUES (${userId}, ${hash}, ${now})
        ON CONFLICT ("userId") DO UPDATE SET "hash" = excluded."hash", "changedAt" = excluded."changedAt"`)
    },
    async replacePasswordHash(userId, from, to) {
      await db.run(sql`UPDATE "Password" SET "hash" = ${to} WHERE "userId" = ${userId} AND "hash" = ${from}`)
    },
    async deletePassword(userId) {
      return (await db.run(sql`DELETE FROM "Password" WHERE "userId" = ${userId}`)) === 1
    },
    async findUserForLogin(name, backend) {
      const username = 'username' in name ? name.username : null
      const provenEmail = 'provenEmail' in name ? name.provenEmail : null
      const rows = await db.rows(sql`
        SELECT ${USER_COLUMNS.sql}, p."hash" AS "p_hash", a."subject" AS "a_subject"
        FROM "User" u
        LEFT JOIN "Password" p ON p."userId" = u."id"
        LEFT JOIN "Account" a ON a."userId" = u."id" AND a."backend" = ${backend}
        WHERE u."username" = ${username} OR u."provenEmail" = ${provenEmail}
        ORDER BY a."createdAt"
        LIMIT 1`)
      const [row] = rows
      if (row === undefined) return null
      const { p_hash: hash, a_subject: subject } = LoginRowSchema.parse(row)
      return { user: USER_COLUMNS.parse(row), hash, subject }
    },
  }
}
