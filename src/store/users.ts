import { z } from 'zod'
import { listColumns, writeColumns } from './columns.js'
import { EMAIL_BACKEND, EMAIL_ISSUER } from '../identity.js'
import { type EventRow, eventQueries } from './events.js'
import type { Executor } from './executor.js'
import { type User, UserSchema } from './models.js'
import { ConcurrentUpdateError } from './database.js'
import { join, type Sql, sql } from './sql.js'

/**
 * The fields of a new user. `active` is not among them, because no provider decides it, and neither is `admin`, because
 * only `setAdmin` grants that, with an event.
 */
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
  | 'acceptedTerms'
  | 'language'
>

/** The fields that a sign-in may update. Those that it may not are not here: user name, `active` and `admin`. */
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
    | 'providerProfile'
    | 'acceptedTerms'
    | 'stepRoles'
    | 'fields'
    | 'language'
  >
>

/** What a user has before a step or an administrator grants anything, and before the user edits anything. */
const NOTHING_GRANTED = {
  stepRoles: '[]',
  adminRoles: '[]',
  fields: '{}',
  formerUsername: null,
  providerProfile: '{}',
  signInMails: true,
} as const

export interface UserQueries {
  findUser(id: string): Promise<User | null>
  findUserByTrustedEmail(normalizedEmail: string): Promise<User | null>
  /** @param username in lower case, as all user names are stored */
  findUserByName(username: string): Promise<User | null>
  /** Returns the names among these that are taken, or that a user has given up for another one. */
  listTakenUsernames(names: readonly string[]): Promise<readonly string[]>
  /** A unique conflict, perhaps only at the end of the transaction, when the user name or the trusted email address is taken. */
  createUser(user: NewUser, now: Date): Promise<User>
  /**
   * Updates a user. If the proven address changes, the login method of the old one moves to the new one, so that the former
   * mailbox opens the account no longer (`EMAIL_LOGIN`).
   */
  updateUser(id: string, details: UserDetails, now: Date): Promise<User>
  /**
   * Gives a user another user name, once, or the former one again: false when they have had another one before.
   * @throws a unique conflict when the name was taken in the meantime
   */
  renameUser(id: string, username: string, now: Date): Promise<boolean>
  /** Replaces the roles that administrators and the program have given. @param roles JSON */
  setAdminRoles(id: string, roles: string, now: Date): Promise<void>
  /** Stores whether the user wants an email about a sign-in with a browser that is not known. */
  setSignInMails(id: string, isWanted: boolean, now: Date): Promise<void>
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
}

const USER_LIST = listColumns(UserSchema)
const USER_ROW_COLUMNS = writeColumns(UserSchema.extend({ updatedAt: z.date() }))
const EpochRowSchema = UserSchema.pick({ sessionEpoch: true })
const TakenUsernameRowSchema = UserSchema.pick({ username: true, formerUsername: true })

export function userQueries(db: Executor): UserQueries {
  const findOne = async (isUser: Sql) => {
    const rows = await db.rows(sql`SELECT ${USER_LIST} FROM "User" WHERE ${isUser}`)
    return rows.length === 1 ? UserSchema.parse(rows[0]) : null
  }
  return {
    async findUser(id) {
      return findOne(sql`"id" = ${id}`)
    },
    async findUserByTrustedEmail(provenEmail) {
      return findOne(sql`"provenEmail" = ${provenEmail}`)
    },
    async findUserByName(username) {
      return findOne(sql`"username" = ${username}`)
    },
    async listTakenUsernames(names) {
      if (names.length === 0) return []
      const list = join(names)
      const rows = await db.rows(sql`
        SELECT "username", "formerUsername" FROM "User"
        WHERE "username" IN (${list}) OR "formerUsername" IN (${list})`)
      const taken = rows.flatMap((row) => Object.values(TakenUsernameRowSchema.parse(row)))
      return names.filter((name) => taken.includes(name))
    },
    async createUser(user, now) {
      const fixed = { admin: false, active: true, sessionEpoch: 0, createdAt: now, updatedAt: now }
      const row = { ...user, ...NOTHING_GRANTED, ...fixed }
      await db.write(sql`INSERT INTO "User" ${USER_ROW_COLUMNS.values(row)}`)
      return UserSchema.parse(row)
    },
    async updateUser(id, details, now) {
      if (typeof details.provenEmail === 'string') await moveEmailAccount(db, id, details.provenEmail)
      const changes = USER_ROW_COLUMNS.assignments({ ...details, updatedAt: now })
      const rows = await db.rows(sql`
        UPDATE "User" SET ${changes} WHERE "id" = ${id} RETURNING ${USER_LIST}`)
      if (rows.length === 0) throw new ConcurrentUpdateError('the user was deleted in the meantime')
      return UserSchema.parse(rows[0])
    },
    async renameUser(id, username, now) {
      const count = await db.run(sql`
        UPDATE "User" SET "formerUsername" = "username", "username" = ${username}, "updatedAt" = ${now}
        WHERE "id" = ${id} AND ("formerUsername" IS NULL OR "formerUsername" = ${username})`)
      return count === 1
    },
    async setAdminRoles(id, adminRoles, now) {
      await db.run(
        sql`UPDATE "User" SET "adminRoles" = ${adminRoles}, "updatedAt" = ${now} WHERE "id" = ${id}`,
      )
    },
    async setSignInMails(id, signInMails, now) {
      await db.run(
        sql`UPDATE "User" SET "signInMails" = ${signInMails}, "updatedAt" = ${now} WHERE "id" = ${id}`,
      )
    },
    async lockUser(id, now) {
      return (await db.run(sql`UPDATE "User" SET "updatedAt" = ${now} WHERE "id" = ${id}`)) === 1
    },
    async incrementSessionEpoch(id, now) {
      const rows = await db.rows(sql`
        UPDATE "User" SET "sessionEpoch" = "sessionEpoch" + 1, "updatedAt" = ${now}
        WHERE "id" = ${id} RETURNING "sessionEpoch"`)
      return rows.length === 1 ? EpochRowSchema.parse(rows[0]).sessionEpoch : null
    },
    async setActive(id, active, now) {
      const count = await db.run(sql`
        UPDATE "User" SET "active" = ${active}, "updatedAt" = ${now} WHERE "id" = ${id} AND "active" = ${!active}`)
      return count === 1
    },
  }
}

async function moveEmailAccount(db: Executor, userId: string, to: string): Promise<void> {
  await db.run(sql`
    UPDATE "Account" SET "subject" = ${to}, "label" = ${to}
    WHERE "userId" = ${userId} AND "backend" = ${EMAIL_BACKEND} AND "issuer" = ${EMAIL_ISSUER}
      AND "subject" = (SELECT u."provenEmail" FROM "User" u WHERE u."id" = ${userId})
      AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."backend" = ${EMAIL_BACKEND} AND a."subject" = ${to})`)
}

/** Queries with which administrators change users. */
export interface UserAdminQueries {
  /** Stores the roles of a user, and the audit event of that; call it in a transaction that has locked the user. */
  setRoles(
    id: string,
    roles: Pick<User, 'stepRoles' | 'adminRoles'>,
    event: EventRow,
    now: Date,
  ): Promise<void>
  /** Counts the administrators that are not disabled. */
  countAdministrators(): Promise<number>
  /**
   * Locks the rows of all administrators until the transaction ends, so that two of them cannot remove each other at
   * once.
   */
  lockAdministrators(now: Date): Promise<void>
  /**
   * Grants or revokes administrator rights, and stores the audit event of that; call it in a transaction. Returns false
   * when nothing changed, and then there is no event.
   */
  setAdmin(id: string, admin: boolean, event: EventRow, now: Date): Promise<boolean>
}

const CountRowSchema = z.object({ count: z.number() })

export function userAdminQueries(db: Executor): UserAdminQueries {
  return {
    async countAdministrators() {
      const rows = await db.rows(sql`
        SELECT COUNT(*) AS "count" FROM "User" WHERE "admin" = ${true} AND "active" = ${true}`)
      return CountRowSchema.parse(rows[0]).count
    },
    async lockAdministrators(now) {
      await db.run(sql`UPDATE "User" SET "updatedAt" = ${now} WHERE "admin" = ${true}`)
    },
    async setRoles(id, { stepRoles, adminRoles }, event, now) {
      const changes = USER_ROW_COLUMNS.assignments({ stepRoles, adminRoles, updatedAt: now })
      await db.run(sql`UPDATE "User" SET ${changes} WHERE "id" = ${id}`)
      await eventQueries(db).createEvents([event])
    },
    async setAdmin(id, admin, event, now) {
      const count = await db.run(sql`
        UPDATE "User" SET "admin" = ${admin}, "updatedAt" = ${now} WHERE "id" = ${id} AND "admin" = ${!admin}`)
      if (count === 1) await eventQueries(db).createEvents([event])
      return count === 1
    },
  }
}
