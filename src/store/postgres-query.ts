import type pg from 'pg'
import type { Row, WriteChecks } from './executor.js'
import { getTypeParser } from './postgres-values.js'

/** A statement as the server gets it. */
export interface PostgresStatement {
  readonly text: string
  /** The name under which each connection keeps the statement prepared; null for one that is not. */
  readonly name: string | null
  readonly values: readonly (string | Buffer | null)[]
  /** What is checked of it, for a write. */
  readonly checks?: WriteChecks | undefined
}

export interface PostgresResult {
  readonly rows: readonly Row[]
  /** What the server has done, such as `INSERT` or `ROLLBACK`. */
  readonly command: string
  /** How many rows it was done to; 0 for commands without rows. */
  readonly count: number
}

/**
 * Sends statements in one message, and resolves to the result of the last one. When one fails, the server ignores those
 * behind it.
 * @param toError makes the error to reject with; it gets the driver's error, and the statement that has failed
 */
export function sendStatements(
  client: pg.ClientBase,
  statements: readonly PostgresStatement[],
  toError: (error: Error, statement: PostgresStatement | undefined) => Error,
): Promise<PostgresResult> {
  return new Promise((resolve, reject) => {
    const query = new PostgresQuery(statements, (error, result) => {
      if (error === null) resolve(result)
      else reject(toError(error, query.current))
    })
    client.query(query)
  })
}

/** A column of a result, and how to read the text of its values. */
interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

/** What the server knows of a connection. */
interface PreparedStatements {
  /** The names of the statements that are prepared there. */
  readonly names: Set<string>
  /** The columns of their results, by those names. They cannot change: the server refuses a statement for which they would (0A000). */
  readonly columns: Map<string, readonly Column[]>
}

const preparedOn = new WeakMap<pg.Connection, PreparedStatements>()

function preparedStatements(connection: pg.Connection): PreparedStatements {
  const known = preparedOn.get(connection) ?? { names: new Set(), columns: new Map() }
  preparedOn.set(connection, known)
  return known
}

/**
 * Statements that wait for their result: what the driver calls while the server answers ("Submittable"). The driver's own class
 * asks for the description of all columns with each execution, and reads it, which takes longer than the rest of its work.
 */
class PostgresQuery implements pg.Submittable {
  /** Called once; the driver puts a function in its place that also ends the time limit. */
  callback: (error: Error | null, result: PostgresResult) => void
  readonly #statements: readonly PostgresStatement[]
  /** The statement whose result counts. */
  readonly #last: PostgresStatement | undefined
  /** How many of the statements are done. */
  #done = 0
  /** The names of the statements that the server is preparing, in order. */
  readonly #preparing: string[] = []
  #stopListening: () => void = ignore
  #prepared: PreparedStatements | null = null
  #columns: readonly Column[] = []
  readonly #rows: Row[] = []
  #commandTag = ''

  constructor(statements: readonly PostgresStatement[], callback: PostgresQuery['callback']) {
    this.#statements = statements
    this.#last = statements.at(-1)
    this.callback = callback
  }

  /** The statement that the server works on. */
  get current(): PostgresStatement | undefined {
    return this.#statements[this.#done]
  }

  submit(connection: pg.Connection): void {
    const prepared = preparedStatements(connection)
    this.#prepared = prepared
    connection.stream.cork()
    try {
      for (const statement of this.#statements) this.#execute(connection, statement, prepared)
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    if (this.#preparing.length > 0) this.#listen(connection, prepared)
  }

  #execute(
    connection: pg.Connection,
    statement: PostgresStatement,
    { names, columns }: PreparedStatements,
  ): void {
    const { text, values } = statement
    const name = statement.name ?? ''
    const isPrepared = names.has(name) || (name !== '' && this.#preparing.includes(name))
    if (!isPrepared) {
      this.#preparing.push(name)
      connection.parse({ text, name, types: [] }, true)
    }
    connection.bind({ statement: name, values: [...values] }, true)
    if (statement === this.#last) {
      const known = columns.get(name)
      if (known === undefined) connection.describe({ type: 'P' }, true)
      else this.#columns = known
    }
    connection.execute(null, true)
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: getTypeParser(dataTypeID) }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.current !== this.#last) return
    const row: Record<string, unknown> = {}
    this.#columns.forEach(({ name, parse }, index) => {
      const value = fields[index] ?? null
      row[name] = value === null ? null : parse(value)
    })
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#commandTag = text
    this.#done += 1
  }

  handleEmptyQuery(): void {
    this.#done += 1
  }

  handleError(error: Error): void {
    this.#stopListening()
    this.callback(error, { rows: [], command: '', count: 0 })
  }

  handleReadyForQuery(): void {
    this.#stopListening()
    const name = this.#last?.name ?? null
    if (name !== null) this.#prepared?.columns.set(name, this.#columns)
    // "INSERT 0 3", "SELECT 2", "COMMIT", "CREATE TABLE".
    const [command = '', ...others] = this.#commandTag.split(' ')
    const count = /^\d+$/.exec(others.at(-1) ?? '')
    this.callback(null, { rows: this.#rows, command, count: Number(count?.[0] ?? 0) })
  }

  handlePortalSuspended = ignore
  handleCopyInResponse = ignore
  handleCopyData = ignore

  // A statement can be prepared and then fail, so its name is kept as soon as the server has prepared it.
  #listen(connection: pg.Connection, { names }: PreparedStatements): void {
    const onParseComplete = () => {
      const name = this.#preparing.shift() ?? ''
      if (name !== '') names.add(name)
    }
    connection.on('parseComplete', onParseComplete)
    this.#stopListening = () => connection.off('parseComplete', onParseComplete)
  }
}

function ignore(): void {
  // Nothing to do.
}
