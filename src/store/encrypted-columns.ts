import { z } from 'zod'
import type { Executor } from './executor.js'
import { raw, sql } from './sql.js'

/** The columns whose encrypted values outlive a key rotation; the values of all others expire within an hour. */
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

/** Finds encrypted values by the key that encrypted them, and replaces them: for a key rotation. */
export interface EncryptedColumnQueries {
  /**
   * Lists values that were encrypted with another key, by ID.
   * @param keyPrefix the first bytes of every value that the newest key encrypted (`Encrypter.currentKeyPrefix`)
   * @param after the ID after which the batch starts; '' for the first batch
   */
  listEncryptedWithOtherKeys(
    kind: EncryptedColumn,
    keyPrefix: Uint8Array<ArrayBuffer>,
    after: string,
    limit: number,
  ): Promise<readonly EncryptedColumnRow[]>
  /** Replaces a value; returns false when it has changed since it was read. */
  replaceCiphertext(
    kind: EncryptedColumn,
    row: EncryptedColumnRow,
    value: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
}

export function encryptedColumnQueries(db: Executor): EncryptedColumnQueries {
  const toSqlNames = (kind: EncryptedColumn) => {
    const { table, column } = COLUMN_LOCATIONS[kind]
    return { table: raw(`"${table}"`), column: raw(`"${column}"`) }
  }
  return {
    async listEncryptedWithOtherKeys(kind, keyPrefix, after, limit) {
      const { table, column } = toSqlNames(kind)
      const rows = await db.rows(sql`
        SELECT "id", ${column} AS "value" FROM ${table}
        WHERE "id" > ${after} AND ${column} IS NOT NULL AND substr(${column}, 1, ${keyPrefix.length}) <> ${keyPrefix}
        ORDER BY "id" LIMIT ${limit}`)
      return z.array(EncryptedValueRowSchema).parse(rows)
    },
    async replaceCiphertext(kind, { id, value: previous }, value) {
      const { table, column } = toSqlNames(kind)
      const count = await db.run(sql`
        UPDATE ${table} SET ${column} = ${value} WHERE "id" = ${id} AND ${column} = ${Uint8Array.from(previous)}`)
      return count === 1
    },
  }
}
