import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Executor } from './executor.js'
import type { EndRecordedSessions } from './sessions.js'
import { sql } from './sql.js'

/** How many rows one statement changes, so that on SQLite requests wait for a few milliseconds only. */
const BATCH_SIZE = 500
const PAUSE_MS = 2
/**
 * More than any user can have counted up since a backup: a restored database has earlier epochs than the sessions that
 * browsers or Redis still have.
 */
const EPOCH_STEP = 1000

/** Ends the sessions of all users at once. */
export interface EndSessionsQueries {
  /**
   * Ends every session that was opened before `now`, in every session store, in small statements. Returns the number of
   * users.
   * @param endSessions how rows of sessions are deleted, if that is recorded
   */
  endSessionsOfAllUsers(now: Date, endSessions?: EndRecordedSessions): Promise<number>
}

const LastRowSchema = z.object({ count: z.coerce.number(), last: z.string().nullable() })

export function endSessionsQueries(db: Executor): EndSessionsQueries {
  return {
    async endSessionsOfAllUsers(now, endSessions = (statement) => db.run(statement)) {
      let [users, after]: [number, string | null] = [0, '']
      while (after !== null) {
        const rows: readonly unknown[] = await db.rows(sql`
          SELECT COUNT(*) AS "count", MAX("id") AS "last" FROM (
            SELECT "id" FROM "User" WHERE "id" > ${after} ORDER BY "id" LIMIT ${BATCH_SIZE}) u`)
        const { count, last } = LastRowSchema.parse(rows[0])
        await db.run(sql`
          UPDATE "User" SET "sessionEpoch" = "sessionEpoch" + ${EPOCH_STEP}, "updatedAt" = ${now}
          WHERE "id" > ${after} AND "id" <= ${last ?? ''}`)
        users += count
        after = count < BATCH_SIZE ? null : last
        await setTimeout(PAUSE_MS)
      }
      await deleteSessions(endSessions, now)
      return users
    },
  }
}

// They are invalid already; deleted, they are in no list and count.
async function deleteSessions(endSessions: EndRecordedSessions, now: Date): Promise<void> {
  let count = BATCH_SIZE
  while (count >= BATCH_SIZE) {
    const statement = sql`
      DELETE FROM "Session" WHERE "id" IN (
        SELECT "id" FROM "Session" WHERE "createdAt" <= ${now} LIMIT ${BATCH_SIZE})`
    count = await endSessions(statement, 'administrator')
    await setTimeout(PAUSE_MS)
  }
}
