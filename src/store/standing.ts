import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { type Session, User } from './records.js'

/** What a session that is kept elsewhere needs of this database: whose it is, since when, and how its end is marked. */
export interface Elsewhere extends Pick<Session, 'id' | 'userId' | 'accountId' | 'epoch'> {
  /** The key of `markOnce` that says that this session has ended. */
  readonly endedMark: string
}

/** Whether sessions that are kept outside this database still stand. It has the last word on each of them. */
export interface Standing {
  /**
   * The user of this session, in one indexed read; null when the user is disabled or deleted, all sessions of the user
   * were ended since, the account that opened it was disconnected, or it is marked as ended.
   */
  findHolder(session: Elsewhere): Promise<User | null>
  /** Of these sessions, the ids of those that still stand, in one statement. */
  standingOf(sessions: readonly Elsewhere[]): Promise<readonly string[]>
}

const Holder = z.looseObject({ a_userId: z.string().nullable(), n_key: z.string().nullable() })
const Fact = z.object({
  kind: z.enum(['user', 'account', 'ended']),
  key: z.string(),
  value: z.coerce.string(),
})

export function standing(db: Executor): Standing {
  return {
    async findHolder({ userId, accountId, epoch, endedMark }) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT u."id", u."username", u."email", u."emailVerified", u."provenEmail", u."name", u."givenName",
               u."familyName", u."picture", u."active", u."admin", u."sessionEpoch",
               u."acceptedTerms", a."userId" AS "a_userId",
               n."key" AS "n_key"
        FROM "User" u
        LEFT JOIN "Account" a ON a."id" = ${accountId ?? ''}
        LEFT JOIN "Nonce" n ON n."key" = ${endedMark}
        WHERE u."id" = ${userId}`
      if (rows.length === 0) return null
      const { a_userId: holder, n_key: ended } = Holder.parse(rows[0])
      const user = User.parse(rows[0])
      const connected = accountId === null || holder === userId
      return user.active && user.sessionEpoch === epoch && connected && ended === null ? user : null
    },
    async standingOf(sessions) {
      if (sessions.length === 0) return []
      const facts = z.array(Fact).parse(await db.$queryRaw<unknown[]>(questions(sessions)))
      const known = new Set(facts.map(({ kind, key, value }) => `${kind} ${key} ${value}`))
      const stands = ({ userId, accountId, epoch, endedMark }: Elsewhere) =>
        known.has(`user ${userId} ${epoch}`) &&
        (accountId === null || known.has(`account ${accountId} ${userId}`)) &&
        !known.has(`ended ${endedMark} ended`)
      return sessions.filter(stands).map(({ id }) => id)
    },
  }
}

// Three lists of keys, each looked up in its index, instead of one join that no database would do in that way.
function questions(sessions: readonly Elsewhere[]): Prisma.Sql {
  const list = (keys: readonly (string | null)[]) => Prisma.join([...new Set(keys.map((key) => key ?? ''))])
  return Prisma.sql`
    SELECT 'user' AS "kind", "id" AS "key", CAST("sessionEpoch" AS TEXT) AS "value" FROM "User"
    WHERE "active" AND "id" IN (${list(sessions.map(({ userId }) => userId))})
    UNION ALL
    SELECT 'account', "id", "userId" FROM "Account"
    WHERE "id" IN (${list(sessions.map(({ accountId }) => accountId))})
    UNION ALL
    SELECT 'ended', "key", 'ended' FROM "Nonce"
    WHERE "key" IN (${list(sessions.map(({ endedMark }) => endedMark))})`
}
