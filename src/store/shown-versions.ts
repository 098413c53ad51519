import { z } from 'zod'
import { BackendVersionRow } from './backend-rows.js'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'

const IdRow = z.object({ id: z.string() })

/**
 * What a list shows of these backends: the newest version of each, and the one that is or was in use, the newer first;
 * without their reports, which are large.
 */
export async function listDisplayedVersions(
  db: Executor,
  names: readonly string[],
): Promise<readonly BackendVersionRow[]> {
  if (names.length === 0) return []
  const ids = await db.$queryRaw<unknown[]>`
    SELECT v."id" FROM "BackendVersion" v JOIN "Backend" b ON b."name" = v."name"
    WHERE b."name" IN (${Prisma.join([...names])}) AND (v."version" = b."current"
      OR v."version" = (SELECT MAX(w."version") FROM "BackendVersion" w WHERE w."name" = b."name"))`
  const rows = await db.backendVersion.findMany({
    where: {
      id: {
        in: z
          .array(IdRow)
          .parse(ids)
          .map(({ id }) => id),
      },
    },
    orderBy: { version: 'desc' },
    omit: { report: true },
  })
  return rows.map((row) => BackendVersionRow.parse({ ...row, report: null }))
}
