/** A value that both databases can store. Dates are stored in UTC. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null

/** A SQL statement or a part of one: pieces of text, and a value between each two of them. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]

  constructor(strings: readonly string[], values: readonly SqlValue[]) {
    this.strings = strings
    this.values = values
  }
}

/**
 * Writes a statement or a part of one: sql`SELECT "id" FROM "User" WHERE "username" = ${name}`. A value becomes a
 * parameter, never text. Another part is inserted with its parameters.
 */
export function sql(pieces: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  return interleave(pieces, parts)
}

function interleave(pieces: readonly string[], parts: readonly (SqlValue | Sql)[]): Sql {
  const strings: string[] = []
  const values: SqlValue[] = []
  let text = pieces[0] ?? ''
  for (const [index, part] of parts.entries()) {
    if (part instanceof Sql) {
      text += part.strings[0] ?? ''
      for (const [at, value] of part.values.entries()) {
        strings.push(text)
        values.push(value)
        text = part.strings[at + 1] ?? ''
      }
    } else {
      strings.push(text)
      values.push(part)
      text = ''
    }
    text += pieces[index + 1] ?? ''
  }
  strings.push(text)
  return new Sql(strings, values)
}

/** Text of a statement, as it is. It must come from the code, never from a request. */
export function raw(text: string): Sql {
  return new Sql([text], [])
}

/** A name of a table or a column in double quotes. @throws Error when it is not a plain name */
export function quoteName(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`${JSON.stringify(name)} is not the name of a table or a column`)
  return `"${name}"`
}

/** Values or parts with commas between them, for IN and VALUES; at least one. */
export function join(parts: readonly (SqlValue | Sql)[]): Sql {
  if (parts.length === 0) throw new Error('SQL needs at least one value here')
  return interleave(['', ...parts.slice(1).map(() => ', '), ''], parts)
}

/** Reads a value of an unknown type as a parameter. @throws Error when no database could store it */
export function toSqlValue(value: unknown): SqlValue {
  if (value === null || value instanceof Date || value instanceof Uint8Array) return value
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return value
  throw new Error(`a value of type ${typeof value} cannot be stored`)
}

/** The text of a statement, with a placeholder for each value. @param placeholder gets the number of the value, from 1 */
export function toText({ strings }: Sql, placeholder: (position: number) => string): string {
  return strings.reduce((text, piece, index) => text + placeholder(index) + piece)
}
