import { z } from 'zod'
import {
  BackendRowSchema,
  type BackendVersionRow,
  BackendVersionRowSchema,
  type BackendWithVersions,
} from './backends.js'
import { listColumns, selectColumns } from './columns.js'
import type { Executor } from './executor.js'
import type { LoadModels } from './prisma.js'
import { join, sql } from './sql.js'

/** Lists of backends for administrators. They are not available in a transaction. */
export interface BackendListQueries {
  /**
   * Lists backends by name, each with at most two versions: the newest and the active one. Reports are large, so an empty
   * one stands for each.
   * @param after the name after which the page starts; null for the first page
   */
  listBackends(after: string | null, limit: number): Promise<readonly BackendWithVersions[]>
  listBackendNames(): Promise<readonly string[]>
}

const BACKEND_COLUMNS = listColumns(BackendRowSchema)
const DISPLAYED_VERSION_COLUMNS = selectColumns('v', BackendVersionRowSchema.omit({ report: true }))

export function backendListQueries(db: Executor, loadModels: LoadModels): BackendListQueries {
  return {
    async listBackends(after, limit) {
      const stored = await db.rows(sql`
        SELECT ${BACKEND_COLUMNS} FROM "Backend" WHERE "name" > ${after ?? ''} ORDER BY "name" ASC LIMIT ${limit}`)
      const rows = z.array(BackendRowSchema).parse(stored)
      const versions = await listDisplayedVersions(
        db,
        rows.map(({ name }) => name),
      )
      return rows.map((row) => ({ ...row, versions: versions.filter(({ name }) => name === row.name) }))
    },
    async listBackendNames() {
      const { backend } = await loadModels()
      return (await backend.findMany({ select: { name: true } })).map(({ name }) => name)
    },
  }
}

/** The versions that a list of these backends shows, newest first, with empty reports instead of theirs. */
async function listDisplayedVersions(
  db: Executor,
  names: readonly string[],
): Promise<readonly BackendVersionRow[]> {
  if (names.length === 0) return []
  const rows = await db.rows(sql`
    SELECT ${DISPLAYED_VERSION_COLUMNS.sql}, CASE WHEN v."report" IS NULL THEN 0 ELSE 1 END AS "hasReport"
    FROM "BackendVersion" v JOIN "Backend" b ON b."name" = v."name"
    WHERE b."name" IN (${join(names)}) AND (v."version" = b."current"
      OR v."version" = (SELECT MAX(w."version") FROM "BackendVersion" w WHERE w."name" = b."name"))
    ORDER BY v."version" DESC`)
  return rows.map((row) => ({
    ...DISPLAYED_VERSION_COLUMNS.parse(row),
    report: Number(row['hasReport']) === 1 ? new Uint8Array() : null,
  }))
}
