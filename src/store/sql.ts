/** A value that both databases can store. Dates are stored in UTC. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null

/**
 * A SQL statement or a part of one: pieces of text, and a value between each two of them. Statements from the same place
 * of the code share their pieces, so a database can look up what it has prepared for them.
 */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]

  constructor(strings: readonly string[], values: readonly SqlValue[]) {
    this.strings = strings
    this.values = values
  }
}

/** The pieces of the latest statement from one place, and the pieces of each part from which they were made. */
interface JoinedStrings {
  readonly parts: readonly (readonly string[] | null)[]
  readonly strings: readonly string[]
}

const joinedPieces = new WeakMap<readonly string[], JoinedStrings>()

/**
 * Writes a statement or a part of one: sql`SELECT "id" FROM "User" WHERE "username" = ${name}`. A value becomes a
 * parameter, never text. Another part is inserted with its parameters.
 */
export function sql(pieces: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  const known = joinedPieces.get(pieces)
  if (known !== undefined && hasSameParts(known, parts)) return new Sql(known.strings, flattenValues(parts))
  const statement = interleave(pieces, parts)
  joinedPieces.set(pieces, {
    parts: parts.map((part) => (part instanceof Sql ? part.strings : null)),
    strings: statement.strings,
  })
  return statement
}

function hasSameParts({ parts: known }: JoinedStrings, parts: readonly (SqlValue | Sql)[]): boolean {
  return parts.every((part, index) => known[index] === (part instanceof Sql ? part.strings : null))
}

function flattenValues(parts: readonly (SqlValue | Sql)[]): SqlValue[] {
  const values: SqlValue[] = []
  for (const part of parts) {
    if (part instanceof Sql) values.push(...part.values)
    else values.push(part)
  }
  return values
}

function interleave(pieces: readonly string[], parts: readonly (SqlValue | Sql)[]): Sql {
  const strings: string[] = []
  let text = pieces[0] ?? ''
  for (const [index, part] of parts.entries()) {
    // A value is a part without text, with one place for a parameter.
    const [first = '', ...others] = part instanceof Sql ? part.strings : ['', '']
    text += first
    for (const piece of others) {
      strings.push(text)
      text = piece
    }
    text += pieces[index + 1] ?? ''
  }
  strings.push(text)
  return new Sql(strings, flattenValues(parts))
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

/** Text that LIKE takes literally, with ESCAPE '\\'. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
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
