import { createHash } from 'node:crypto'
import pg from 'pg'
import type { DatabaseError } from './database-error.js'
import {
  type DatabaseOptions,
  MAX_PREPARED_STATEMENTS,
  type OnStatement,
  type WriteChecks,
} from './executor.js'
import { CHANGED_RESULT } from './postgres-errors.js'
import type { PostgresStatement } from './postgres-query.js'
import { toPostgresValue } from './postgres-values.js'
import { type Sql, toText } from './sql.js'

/** What of a statement is the same each time. */
type StatementTemplate = Pick<PostgresStatement, 'text' | 'name'>

/** The statements of one database as its server gets them. */
export class PostgresStatements {
  readonly #onStatement: OnStatement | undefined
  readonly #onPreparingStopped: (() => void) | undefined
  #prepared: boolean
  /** The name of each prepared statement, by its text. */
  readonly #names = new Map<string, string>()
  /** Part of the names, so that a connection does not know the ones given after they were forgotten. */
  #generation = 1
  /** Text and name of statements by their pieces, which is found without making the text. */
  #described = new WeakMap<readonly string[], StatementTemplate>()
  /** The same of writes that must change a row. */
  #describedChanges = new WeakMap<readonly string[], StatementTemplate>()

  constructor({ onStatement, onPreparingStopped, prepared = true }: DatabaseOptions) {
    this.#onStatement = onStatement
    this.#onPreparingStopped = onPreparingStopped
    this.#prepared = prepared
  }

  /** The text of a statement, and its name if the server is to keep it prepared. */
  describe(statement: Sql, checks?: WriteChecks): PostgresStatement {
    const mustChange = checks?.mustChange === true
    const described = mustChange ? this.#describedChanges : this.#described
    let known = described.get(statement.strings)
    if (known === undefined) {
      const plain = toText(statement, (position) => `$${position}`)
      const text = mustChange ? requireChange(plain) : plain
      known = { text, name: this.#nameOf(text) }
      described.set(statement.strings, known)
    }
    const { text, name } = known
    return { text, name, values: statement.values.map(toPostgresValue), checks }
  }

  /** Tells that a statement with this text is sent. */
  report(text: string): void {
    this.#onStatement?.(text)
  }

  /**
   * Called when the server refuses a statement because of how it was prepared. After a change of tables, statements get new
   * names. Behind a pooler that gives each transaction another connection, they get none from now on.
   */
  forgetPrepared({ code }: DatabaseError): void {
    if (code !== CHANGED_RESULT && this.#prepared) {
      this.#prepared = false
      this.#onPreparingStopped?.()
    }
    this.#generation += 1
    this.#names.clear()
    this.#described = new WeakMap()
    this.#describedChanges = new WeakMap()
  }

  // A name is made from the text: behind a pooler, a connection can know the statements of other processes, and would run
  // one of theirs if it had the same name.
  #nameOf(text: string): string | null {
    if (!this.#prepared) return null
    const existing = this.#names.get(text) ?? null
    if (existing !== null || this.#names.size >= MAX_PREPARED_STATEMENTS) return existing
    const digest = createHash('sha256').update(text).digest('base64url')
    const name = `portcullis_${this.#generation}_${digest}`
    this.#names.set(text, name)
    return name
  }
}

/** The text of a write that the server refuses when it changes no row, so that nothing behind it is executed either. */
function requireChange(text: string): string {
  return `WITH "changed" AS (${text} RETURNING 1) SELECT 1 / COUNT(*) FROM "changed"`
}

/** Whether the server has refused a write because of `requireChange`: it has divided by zero (SQLSTATE 22012). */
export function hasChangedNothing(error: Error): boolean {
  return error instanceof pg.DatabaseError && error.code === '22012'
}
