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

/** The columns whose encrypted values expire within an hour. */
const SHORT_LIVED_LOCATIONS = [
  { table: 'Attempt', column: 'verifier' },
  { table: 'Attempt', column: 'parked' },
  { table: 'Partial', column: 'data' },
  { table: 'Code', column: 'data' },
  { table: 'Ticket', column: 'data' },
] as const

const KeyCountRowSchema = z.object({ keyPrefix: z.instanceof(Uint8Array), count: z.number() })
/** How many values of one column start with the same bytes, so that the same key has encrypted them. */
export interface KeyCount extends Readonly<z.infer<typeof KeyCountRowSchema>> {
  readonly kind: EncryptedColumn | 'short-lived values'
}

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
  /**
   * Counts the encrypted values by the first bytes of each, without those that have expired, or were emptied because they
   * were used. Reads whole tables.
   */
  countEncrypted(prefixLength: number, now: Date): Promise<readonly KeyCount[]>
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
    async countEncrypted(prefixLength, now) {
      const lasting = ENCRYPTED_COLUMNS.map((kind) => ({ kind, ...toSqlNames(kind), isLive: sql`1 = 1` }))
      const shortLived = SHORT_LIVED_LOCATIONS.map(({ table, column }) => ({
        kind: 'short-lived values' as const,
        table: raw(`"${table}"`),
        column: raw(`"${column}"`),
        isLive: sql`"expiresAt" > ${now}`,
      }))
      const counts: KeyCount[] = []
      for (const { kind, table, column, isLive } of [...lasting, ...shortLived]) {
        const rows = await db.rows(sql`
          SELECT prefixed."keyPrefix", COUNT(*) AS "count"
          FROM (SELECT substr(${column}, 1, ${prefixLength}) AS "keyPrefix" FROM ${table}
                WHERE length(${column}) > 0 AND ${isLive}) prefixed
          GROUP BY prefixed."keyPrefix"`)
        counts.push(
          ...z
            .array(KeyCountRowSchema)
            .parse(rows)
            .map((row) => ({ ...row, kind })),
        )
      }
      return counts
    },
    async replaceCiphertext(kind, { id, value: previous }, value) {
      const { table, column } = toSqlNames(kind)
      const count = await db.run(sql`
        UPDATE ${table} SET ${column} = ${value} WHERE "id" = ${id} AND ${column} = ${Uint8Array.from(previous)}`)
      return count === 1
    },
  }
}
