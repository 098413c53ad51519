import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { DatabaseError, type DatabaseErrorKind, unavailableError } from './database-error.js'
import { MAX_PREPARED_STATEMENTS, type OnStatement, type Row, WAIT_TIMEOUT_MS } from './executor.js'
import { type Sql, toText } from './sql.js'
import { type Columns, decodeRow, type StoredRow, toColumns, toSqliteValue } from './sqlite-values.js'

// SQLite waits inside a call, which stops the whole process, so it waits for this long only.
const BLOCKING_WAIT_MS = 5
/** How often the path of the open file is checked. */
const CHECK_INTERVAL_MS = 100

/** A compiled statement, and how to read its rows. */
interface CompiledStatement {
  readonly statement: Sqlite.Statement<unknown[], StoredRow>
  /** Null for a statement with `*`: SQLite compiles it again after a change of the table, which may have other columns then. */
  readonly columns: Columns | null
}

/**
 * The connection to a SQLite file. Each statement is compiled once and kept by its text. The file is opened, or created,
 * by the first statement. The methods do not wait for other statements: `SqliteDatabase` sees to that.
 */
export class SqliteConnection {
  readonly #path: string
  readonly #onStatement: OnStatement | undefined
  readonly #prepared = new Map<string, CompiledStatement>()
  /** The same by the pieces of statements, which is found without making the text. */
  #byPieces = new WeakMap<readonly string[], CompiledStatement>()
  #driver: Sqlite.Database | null = null
  /** The open file, by which another one at its path is recognized. */
  #file = ''
  #checkedUntil = 0
  #isClosed = false

  constructor(path: string, onStatement: OnStatement | undefined) {
    this.#path = path
    this.#onStatement = onStatement
  }

  /**
   * The driver's connection.
   * @throws DatabaseError also when the open file is no longer the one at its path
   */
  get driver(): Sqlite.Database {
    if (this.#isClosed) throw unavailableError('the database is closed')
    if (this.#driver === null) {
      this.#driver = open(this.#path)
      this.#file = identify(this.#path)
    } else if (!this.#driver.inTransaction) this.#assertInPlace()
    return this.#driver
  }

  /** The rows of a statement. */
  rows(statement: Sql): readonly Row[] {
    const { statement: prepared, columns } = this.#prepareReported(statement)
    const values = statement.values.map(toSqliteValue)
    if (!prepared.reader) {
      prepared.run(...values)
      return []
    }
    const rows = prepared.all(...values)
    const current = columns ?? toColumns(prepared.columns())
    return rows.map((row) => decodeRow(row, current))
  }

  /** Runs a statement; returns how many rows it changed. */
  run(statement: Sql): number {
    const { statement: prepared } = this.#prepareReported(statement)
    return prepared.run(...statement.values.map(toSqliteValue)).changes
  }

  close(): void {
    this.#isClosed = true
    this.#forget()
    this.#driver?.close()
    this.#driver = null
  }

  // SQLite continues to use a file that was deleted or replaced, and what it writes there is lost when the process ends.
  #assertInPlace(): void {
    if (performance.now() < this.#checkedUntil) return
    if (identify(this.#path) !== this.#file)
      throw new DatabaseError(
        'unavailable',
        'SQLITE_READONLY_DBMOVED',
        new Error('the file was deleted or replaced while it was open: restart this process'),
      )
    this.#checkedUntil = performance.now() + CHECK_INTERVAL_MS
  }

  #forget(): void {
    this.#prepared.clear()
    this.#byPieces = new WeakMap()
  }

  #prepareReported(statement: Sql): CompiledStatement {
    const { driver } = this
    const known = this.#byPieces.get(statement.strings)
    if (known !== undefined) {
      this.#onStatement?.(known.statement.source)
      return known
    }
    const text = toText(statement, () => '?')
    this.#onStatement?.(text)
    const prepared = this.#prepare(driver, text)
    this.#byPieces.set(statement.strings, prepared)
    return prepared
  }

  #prepare(driver: Sqlite.Database, text: string): CompiledStatement {
    const existing = this.#prepared.get(text)
    if (existing !== undefined) return existing
    const compiled = driver.prepare<unknown[], StoredRow>(text)
    const prepared = compiled.reader
      ? { statement: compiled.raw(), columns: hasStar(text) ? null : toColumns(compiled.columns()) }
      : { statement: compiled, columns: [] }
    if (this.#prepared.size >= MAX_PREPARED_STATEMENTS) this.#forget()
    this.#prepared.set(text, prepared)
    return prepared
  }
}

/** Whether the text has a `*` outside of comments and of COUNT(*). */
function hasStar(text: string): boolean {
  return /\*(?!\s*\))/.test(text.replaceAll(/\/\*.*?\*\//gs, ''))
}

/** The file at `path`, whatever its contents; empty if there is none. */
function identify(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? '' : `${stats.dev} ${stats.ino}`
}

function open(path: string): Sqlite.Database {
  try {
    const driver = new Sqlite(path, { timeout: WAIT_TIMEOUT_MS })
    // Readers of other processes must not block writers, and a commit must survive a crash of this process.
    driver.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
    driver.exec(`PRAGMA busy_timeout = ${BLOCKING_WAIT_MS}`)
    return driver
  } catch (error) {
    // The driver has no code for a folder that does not exist.
    throw new DatabaseError('unavailable', readCode(error), error)
  }
}

/** Error codes by their beginnings; the extended codes begin with the general one (https://sqlite.org/rescode.html). */
const ERROR_KINDS: readonly (readonly [RegExp, DatabaseErrorKind])[] = [
  [/^SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY|ROWID)$/, 'unique'],
  [/^SQLITE_CONSTRAINT_FOREIGNKEY$/, 'foreign-key'],
  [/^SQLITE_(?:BUSY_SNAPSHOT|ABORT_ROLLBACK)$/, 'conflict'],
  [/^SQLITE_(?:CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)/, 'other'],
  [/./, 'unavailable'],
]

/** The error of the connection as its callers see it. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = readCode(error)
  const kind = ERROR_KINDS.find(([codes]) => codes.test(code ?? ''))?.[1] ?? 'other'
  return new DatabaseError(kind, code, error)
}

/** Whether another process uses the file. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(readCode(error) ?? '')
}

// The class of the driver's errors belongs to the first copy of the driver that the process has loaded, so they are
// recognized by their codes.
function readCode(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' && /^(?:UNKNOWN_)?SQLITE_/.test(code) ? code : null
}
