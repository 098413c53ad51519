import { z } from 'zod'
import { Prisma } from './generated/sqlite/client.js'

const RowSchema = z.record(z.string(), z.unknown())

/** The columns of a model, as one table of a hand-written SELECT. */
export interface SelectColumns<Schema extends z.ZodObject> {
  /** Part of the SELECT list: `u."id" AS "u_id", u."username" AS "u_username"` and so on. */
  readonly sql: Prisma.Sql
  /** Reads the model from a row of that SELECT; throws when a column is missing or has an unexpected type. */
  readonly parse: (row: unknown) => z.infer<Schema>
}

/**
 * Lists the columns of a model once, for SQL texts and for the rows they return: the keys of its schema. The prefix
 * keeps columns of joined tables apart. Call it once per SQL text, when the module is loaded.
 * @param alias the alias of the table in the SQL text
 */
export function selectColumns<Schema extends z.ZodObject>(
  alias: string,
  schema: Schema,
): SelectColumns<Schema> {
  const names = Object.keys(schema.shape)
  return {
    sql: Prisma.raw(names.map((name) => `${alias}."${name}" AS "${alias}_${name}"`).join(', ')),
    parse(row) {
      const values = RowSchema.parse(row)
      return schema.parse(Object.fromEntries(names.map((name) => [name, values[`${alias}_${name}`]])))
    },
  }
}

/** The columns of a model for the statements that write whole rows of it. */
export interface WriteColumns<Row> {
  /** For INSERT: `("id", "userId") VALUES ($1, $2), ($3, $4)`; at least one row. */
  readonly values: (...rows: readonly Row[]) => Prisma.Sql
  /** For UPDATE: `"id" = $1, "userId" = $2`. */
  readonly assignments: (row: Row) => Prisma.Sql
}

/**
 * Lists the columns of a model once, for INSERT and UPDATE: the keys of its schema. Other fields of a row are not
 * written.
 */
export function writeColumns<Schema extends z.ZodObject>(schema: Schema): WriteColumns<z.infer<Schema>> {
  const names = Object.keys(schema.shape)
  const list = Prisma.raw(names.map((name) => `"${name}"`).join(', '))
  const toValues = (row: z.infer<Schema>) => {
    const values: Readonly<Record<string, unknown>> = row
    return names.map((name) => values[name])
  }
  return {
    values: (...rows) =>
      Prisma.sql`(${list}) VALUES ${Prisma.join(rows.map((row) => Prisma.sql`(${Prisma.join(toValues(row))})`))}`,
    assignments: (row) =>
      Prisma.join(
        toValues(row).map((value, index) => Prisma.sql`${Prisma.raw(`"${names[index]}"`)} = ${value}`),
      ),
  }
}
