import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'
import { type Session, User } from './records.js'

/** What a session that is kept elsewhere needs of this database: whose it is, since when, and how its end is marked. */
export interface Elsewhere extends Pick<Session, 'id' | 'userId' | 'accountId' | 'epoch'> {
  /** The key of `markOnce` that says that this session has ended. */
  readonly endedMark: string
  /** Marks of ends at its provider, each of which ends it if the mark lasts at least until `markedUntil`. */
  readonly providerMarks: readonly string[]
  readonly markedUntil: Date
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

const NEVER = new Date(0)
const Holder = z.looseObject({ a_userId: z.string().nullable(), ended: z.coerce.number() })
const Fact = z.object({
  kind: z.enum(['user', 'account', 'ended']),
  key: z.string(),
  value: z.coerce.string(),
  until: z.coerce.date().nullable(),
})

export function standing(db: Executor): Standing {
  return {
    async findHolder({ userId, accountId, epoch, endedMark, providerMarks, markedUntil }) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT u."id", u."username", u."email", u."emailVerified", u."provenEmail", u."name", u."givenName",
               u."familyName", u."picture", u."active", u."admin", u."sessionEpoch",
               u."acceptedTerms", a."userId" AS "a_userId",
               (SELECT COUNT(*) FROM "Nonce" n
                WHERE n."key" = ${endedMark} OR (n."key" IN (${list(providerMarks)}) AND n."expiresAt" >= ${markedUntil})
               ) AS "ended"
        FROM "User" u
        LEFT JOIN "Account" a ON a."id" = ${accountId ?? ''}
        WHERE u."id" = ${userId}`
      if (rows.length === 0) return null
      const { a_userId: holder, ended } = Holder.parse(rows[0])
      const user = User.parse(rows[0])
      const connected = accountId === null || holder === userId
      return user.active && user.sessionEpoch === epoch && connected && ended === 0 ? user : null
    },
    async standingOf(sessions) {
      if (sessions.length === 0) return []
      const facts = z.array(Fact).parse(await db.$queryRaw<unknown[]>(questions(sessions)))
      const known = new Set(facts.map(({ kind, key, value }) => `${kind} ${key} ${value}`))
      const marks = new Map(facts.map(({ kind, key, until }) => [`${kind} ${key}`, until]))
      const isMarked = ({ providerMarks, markedUntil }: Elsewhere) =>
        providerMarks.some((mark) => (marks.get(`ended ${mark}`) ?? NEVER) >= markedUntil)
      const stands = (session: Elsewhere) => {
        const { userId, accountId, epoch, endedMark } = session
        return (
          known.has(`user ${userId} ${epoch}`) &&
          (accountId === null || known.has(`account ${accountId} ${userId}`)) &&
          !known.has(`ended ${endedMark} ended`) &&
          !isMarked(session)
        )
      }
      return sessions.filter(stands).map(({ id }) => id)
    },
  }
}

// Three lists of keys, each looked up in its index, instead of one join that no database would do in that way. Marks come
// first, since the first of them says which column holds a time.
function questions(sessions: readonly Elsewhere[]): Prisma.Sql {
  return Prisma.sql`
    SELECT 'ended' AS "kind", "key", 'ended' AS "value", "expiresAt" AS "until" FROM "Nonce"
    WHERE "key" IN (${list(sessions.flatMap(({ endedMark, providerMarks }) => [endedMark, ...providerMarks]))})
    UNION ALL
    SELECT 'user', "id", CAST("sessionEpoch" AS TEXT), NULL FROM "User"
    WHERE "active" AND "id" IN (${list(sessions.map(({ userId }) => userId))})
    UNION ALL
    SELECT 'account', "id", "userId", NULL FROM "Account"
    WHERE "id" IN (${list(sessions.map(({ accountId }) => accountId))})`
}

/** Distinct keys for IN; an empty text, which no key is, stands for those that are missing. */
function list(keys: readonly (string | null)[]): Prisma.Sql {
  return Prisma.join([...new Set(['', ...keys.map((key) => key ?? '')])])
}
