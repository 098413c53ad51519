import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'

/** Columns whose sealed values outlive a rotation of keys; all others expire within the hour. */
const COLUMNS = {
  'account tokens': { table: 'Account', column: 'tokens' },
  'client secret': { table: 'BackendVersion', column: 'secret' },
  'test report': { table: 'BackendVersion', column: 'report' },
} as const
export type SealedKind = keyof typeof COLUMNS

export const SEALED_KINDS = [
  'account tokens',
  'client secret',
  'test report',
] as const satisfies readonly SealedKind[]

const Row = z.object({ id: z.string(), value: z.instanceof(Uint8Array) })
export type SealedRow = Readonly<z.infer<typeof Row>>

/** Sealed values by what they begin with, so that they can be sealed anew after a rotation of keys. */
export interface Sealed {
  /** Values that do not begin with `mark`, by id, behind the id `after`. */
  sealedOtherwise(
    kind: SealedKind,
    mark: Uint8Array<ArrayBuffer>,
    after: string,
    most: number,
  ): Promise<readonly SealedRow[]>
  /** Replaces a value that is still the old one; false when somebody has written another meanwhile. */
  replaceSealed(kind: SealedKind, row: SealedRow, value: Uint8Array<ArrayBuffer>): Promise<boolean>
}

export function sealed(db: Executor): Sealed {
  const names = (kind: SealedKind) => {
    const { table, column } = COLUMNS[kind]
    return { table: Prisma.raw(`"${table}"`), column: Prisma.raw(`"${column}"`) }
  }
  return {
    async sealedOtherwise(kind, mark, after, most) {
      const { table, column } = names(kind)
      const rows = await db.$queryRaw<unknown[]>`
        SELECT "id", ${column} AS "value" FROM ${table}
        WHERE "id" > ${after} AND ${column} IS NOT NULL AND substr(${column}, 1, ${mark.length}) <> ${mark}
        ORDER BY "id" LIMIT ${most}`
      return z.array(Row).parse(rows)
    },
    async replaceSealed(kind, { id, value: old }, value) {
      const { table, column } = names(kind)
      const count = await db.$executeRaw`
        UPDATE ${table} SET ${column} = ${value} WHERE "id" = ${id} AND ${column} = ${Uint8Array.from(old)}`
      return count === 1
    },
  }
}
