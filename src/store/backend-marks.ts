import { z } from 'zod'
import { listColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** The picture that an administrator has given a backend. */
export const BackendMarkSchema = z.object({
  name: z.string(),
  hash: z.string(),
  type: z.enum(['svg', 'png']),
  picture: z.instanceof(Uint8Array<ArrayBuffer>),
  changedAt: z.date(),
})
export type BackendMark = Readonly<z.infer<typeof BackendMarkSchema>>

/** The pictures of backends that administrators have added; they are deleted with their backend. */
export interface BackendMarkQueries {
  /** The picture of this hash, whatever backend has it. */
  findMark(hash: string): Promise<BackendMark | null>
  /** The picture of this backend. */
  getMark(name: string): Promise<BackendMark | null>
  /** Replaces the picture of a backend. */
  saveMark(mark: BackendMark): Promise<void>
  /** Returns false when the backend had no picture. */
  deleteMark(name: string): Promise<boolean>
}

const MARK_LIST = listColumns(BackendMarkSchema)
const MARK_COLUMNS = writeColumns(BackendMarkSchema)

export function backendMarkQueries(db: Executor): BackendMarkQueries {
  const toMark = ([row]: readonly unknown[]): BackendMark | null =>
    row === undefined ? null : BackendMarkSchema.parse(row)
  return {
    async findMark(hash) {
      return toMark(await db.rows(sql`SELECT ${MARK_LIST} FROM "BackendMark" WHERE "hash" = ${hash} LIMIT 1`))
    },
    async getMark(name) {
      return toMark(await db.rows(sql`SELECT ${MARK_LIST} FROM "BackendMark" WHERE "name" = ${name}`))
    },
    async saveMark(mark) {
      await db.run(sql`
        INSERT INTO "BackendMark" ${MARK_COLUMNS.values(mark)}
        ON CONFLICT ("name") DO UPDATE SET
          "hash" = excluded."hash", "type" = excluded."type",
          "picture" = excluded."picture", "changedAt" = excluded."changedAt"`)
    },
    async deleteMark(name) {
      return (await db.run(sql`DELETE FROM "BackendMark" WHERE "name" = ${name}`)) === 1
    },
  }
}
