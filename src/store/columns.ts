import type { z } from 'zod'
import type { Row } from './executor.js'
import { join, quoteName, raw, Sql, sql, toSqlValue } from './sql.js'

/** The columns of a model, as one table of a hand-written SELECT. */
export interface SelectColumns<Schema extends z.ZodObject> {
  /** Part of the SELECT list: `u."id" AS "u_id", u."username" AS "u_username"` and so on. */
  readonly sql: Sql
  /** Reads the model from a row of that SELECT; throws when a column is missing or has an unexpected type. */
  readonly parse: (row: Row) => z.infer<Schema>
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
  const columns = names.map((name) => [name, `${alias}_${name}`] as const)
  return {
    sql: raw(
      columns.map(([name, column]) => `${alias}.${quoteName(name)} AS ${quoteName(column)}`).join(', '),
    ),
    parse(row) {
      const model: Record<string, unknown> = {}
      for (const [name, column] of columns) model[name] = row[column]
      return schema.parse(model)
    },
  }
}

/** The columns of a model, the keys of its schema, for a SELECT from one table or for RETURNING: `"id", "userId"`. */
export function listColumns(schema: z.ZodObject): Sql {
  return raw(Object.keys(schema.shape).map(quoteName).join(', '))
}

/** The columns of a model for the statements that write rows of it. */
export interface WriteColumns<Row> {
  /** For INSERT: `("id", "userId") VALUES ($1, $2), ($3, $4)`; at least one row. */
  readonly values: (...rows: readonly Row[]) => Sql
  /** For UPDATE: `"id" = $1, "userId" = $2`, for the fields that are present; at least one. */
  readonly assignments: (row: { readonly [Name in keyof Row]?: Row[Name] | undefined }) => Sql
}

/**
 * Lists the columns of a model once, for INSERT and UPDATE: the keys of its schema. Other fields of a row are not
 * written.
 */
export function writeColumns<Schema extends z.ZodObject>(schema: Schema): WriteColumns<z.infer<Schema>> {
  const names = Object.keys(schema.shape)
  const list = listColumns(schema)
  const get = (row: object, name: string): unknown => Reflect.get(row, name)
  const valuesOf = (row: object) => names.map((name) => toSqlValue(get(row, name)))
  const tuple = sql`(${join(names.map(() => null))})`
  const oneRow = sql`(${list}) VALUES ${tuple}`
  return {
    values: (...rows) => {
      const { strings } = rows.length === 1 ? oneRow : sql`(${list}) VALUES ${join(rows.map(() => tuple))}`
      return new Sql(strings, rows.flatMap(valuesOf))
    },
    assignments: (row) => {
      const present = names.filter((name) => get(row, name) !== undefined)
      return join(present.map((name) => sql`${raw(quoteName(name))} = ${toSqlValue(get(row, name))}`))
    },
  }
}

// How the columns of our own statements are read: by a check of each value, and without a schema, because every request with
// a session reads two rows. They throw when a column is missing or has another type.

/** A column with text. */
export function readText(value: unknown): string {
  return typeof value === 'string' ? value : fail('text', value)
}

/** A column with text or NULL. */
export function readOptionalText(value: unknown): string | null {
  return value === null ? null : readText(value)
}

/** A column with true or false. */
export function readBoolean(value: unknown): boolean {
  return typeof value === 'boolean' ? value : fail('a boolean', value)
}

/** A column with a number. */
export function readInteger(value: unknown): number {
  return Number.isSafeInteger(value) && typeof value === 'number' ? value : fail('an integer', value)
}

/** A column with a number or NULL. */
export function readOptionalInteger(value: unknown): number | null {
  return value === null ? null : readInteger(value)
}

/** A column with a time. */
export function readTime(value: unknown): Date {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : fail('a time', value)
}

/** A column with a time or NULL. */
export function readOptionalTime(value: unknown): Date | null {
  return value === null ? null : readTime(value)
}

/** A column with bytes. */
export function readBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return isBytes(value) ? value : fail('bytes', value)
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}

/** A column with bytes or NULL. */
export function readOptionalBytes(value: unknown): Uint8Array<ArrayBuffer> | null {
  return value === null ? null : readBytes(value)
}

/** A column with one of these texts. */
export function readOneOf<Text extends string>(values: readonly Text[], value: unknown): Text {
  return values.find((each) => each === value) ?? fail(`one of ${values.join(', ')}`, value)
}

function fail(expected: string, value: unknown): never {
  const type = value === null ? 'NULL' : value instanceof Uint8Array ? 'bytes' : typeof value
  throw new TypeError(`a column of the database has ${type} and not ${expected}`)
}
