import type { Executor } from './executor.js'
import { type Session, SessionSchema, SESSION_COLUMNS } from './models.js'
import { type SearchBounds, searchSlices, type SlicedMatches, type SlicedSearch } from './slices.js'
import { type Sql, sql } from './sql.js'

/** A place in the list of sessions, which is sorted by the time at which they were opened, newest first. */
export type SessionPosition = Pick<Session, 'createdAt' | 'id'>

/** Which sessions to list; null matches all. */
export interface SessionFilter {
  readonly backend: string | null
  readonly kind: Session['kind'] | null
}

/** How many sessions the first statement of a search reads: a few milliseconds. */
const SLICE_SIZE = 2000
const PositionSchema = SessionSchema.pick({ createdAt: true, id: true })

/** The list of all sessions in the database, for administrators. It is not available in a transaction. */
export interface SessionListQueries {
  /**
   * Finds live sessions of all users, newest first. It reads the table in slices, so that on SQLite no request waits for
   * long, and stops after 200,000 sessions.
   * @param before the session after which the page starts; null for the first page
   * @param bounds when it stops earlier
   */
  searchSessions(
    filter: SessionFilter,
    before: SessionPosition | null,
    limit: number,
    now: Date,
    bounds?: SearchBounds,
  ): Promise<SlicedMatches<Session, SessionPosition>>
}

export function sessionListQueries(db: Executor): SessionListQueries {
  return {
    async searchSessions({ backend, kind }, before, limit, now, bounds) {
      const hasBackend =
        backend === null ? sql`` : sql`AND s."backend" = ${backend} AND s."accountId" IS NOT NULL`
      const hasKind = kind === null ? sql`` : sql`AND s."kind" = ${kind}`
      const slices: SlicedSearch<Session, SessionPosition> = {
        findEnd: (start, size) => findSliceEnd(db, start, size),
        findRows: (start, end, left) =>
          findSessions(db, sql`${isBehind(start)} ${isUpTo(end)} ${hasBackend} ${hasKind}`, left, now),
        limit,
        firstSize: SLICE_SIZE,
      }
      return searchSlices(before, slices, bounds)
    },
  }
}

async function findSessions(
  db: Executor,
  condition: Sql,
  limit: number,
  now: Date,
): Promise<readonly Session[]> {
  const rows = await db.rows(sql`
    SELECT ${SESSION_COLUMNS.sql} FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."expiresAt" > ${now} AND s."idleExpiresAt" > ${now} AND u."active" AND u."sessionEpoch" = s."epoch"
      ${condition}
    ORDER BY s."createdAt" DESC, s."id" DESC LIMIT ${limit}`)
  return rows.map(SESSION_COLUMNS.parse)
}

// The first of the two conditions follows from the second one, but only it uses the index.
function isBehind(position: SessionPosition | null): Sql {
  if (position === null) return sql``
  const { createdAt, id } = position
  return sql`AND s."createdAt" <= ${createdAt} AND (s."createdAt" < ${createdAt} OR s."id" < ${id})`
}

function isUpTo(end: SessionPosition | null): Sql {
  if (end === null) return sql``
  const { createdAt, id } = end
  return sql`AND s."createdAt" >= ${createdAt} AND (s."createdAt" > ${createdAt} OR s."id" >= ${id})`
}

/** The last session of the next slice; null when at most one slice is left. */
async function findSliceEnd(
  db: Executor,
  before: SessionPosition | null,
  size: number,
): Promise<SessionPosition | null> {
  const [row] = await db.rows(sql`
    SELECT s."createdAt", s."id" FROM "Session" s WHERE TRUE ${isBehind(before)}
    ORDER BY s."createdAt" DESC, s."id" DESC LIMIT 1 OFFSET ${size}`)
  return row === undefined ? null : PositionSchema.parse(row)
}
