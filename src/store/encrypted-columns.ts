import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'

/** Columns whose sealed values outlive a rotation of keys; all others expire within the hour. */
const COLUMN_LOCATIONS = {
  'account tokens': { table: 'Account', column: 'tokens' },
  'client secret': { table: 'BackendVersion', column: 'secret' },
  'test report': { table: 'BackendVersion', column: 'report' },
} as const
export type EncryptedColumn = keyof typeof COLUMN_LOCATIONS

export const ENCRYPTED_COLUMNS = [
  'account tokens',
  'client secret',
  'test report',
] as const satisfies readonly EncryptedColumn[]

const EncryptedValueRowSchema = z.object({ id: z.string(), value: z.instanceof(Uint8Array) })
export type EncryptedColumnRow = Readonly<z.infer<typeof EncryptedValueRowSchema>>

/** Sealed values by what they begin with, so that they can be sealed anew after a rotation of keys. */
export interface EncryptedColumnQueries {
  /** Values that do not begin with `mark`, by id, behind the id `after`. */
  listEncryptedWithOtherKeys(
    kind: EncryptedColumn,
    keyPrefix: Uint8Array<ArrayBuffer>,
    after: string,
    limit: number,
  ): Promise<readonly EncryptedColumnRow[]>
  /** Replaces a value that is still the old one; false when somebody has written another meanwhile. */
  replaceCiphertext(
    kind: EncryptedColumn,
    row: EncryptedColumnRow,
    value: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
}

export function encryptedColumnQueries(db: Executor): EncryptedColumnQueries {
  const toSqlNames = (kind: EncryptedColumn) => {
    const { table, column } = COLUMN_LOCATIONS[kind]
    return { table: Prisma.raw(`"${table}"`), column: Prisma.raw(`"${column}"`) }
  }
  return {
    async listEncryptedWithOtherKeys(kind, keyPrefix, after, limit) {
      const { table, column } = toSqlNames(kind)
      const rows = await db.$queryRaw<unknown[]>`
        SELECT "id", ${column} AS "value" FROM ${table}
        WHERE "id" > ${after} AND ${column} IS NOT NULL AND substr(${column}, 1, ${keyPrefix.length}) <> ${keyPrefix}
        ORDER BY "id" LIMIT ${limit}`
      return z.array(EncryptedValueRowSchema).parse(rows)
    },
    async replaceCiphertext(kind, { id, value: old }, value) {
      const { table, column } = toSqlNames(kind)
      const count = await db.$executeRaw`
        UPDATE ${table} SET ${column} = ${value} WHERE "id" = ${id} AND ${column} = ${Uint8Array.from(old)}`
      return count === 1
    },
  }
}
