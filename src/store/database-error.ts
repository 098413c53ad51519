/**
 * What a database error means to the caller:
 * - `unique`: a row with this unique value already exists
 * - `foreign-key`: a row that this one refers to does not exist
 * - `conflict`: the transaction lost against another one; running it again can succeed
 * - `unavailable`: the database is unreachable, too slow, busy, full, damaged or read-only
 * - `other`: the statement is wrong, or does not fit the tables
 */
export type DatabaseErrorKind = 'unique' | 'foreign-key' | 'conflict' | 'unavailable' | 'other'

/** An error of the database or of its driver; `cause` is the driver's error. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly kind: DatabaseErrorKind
  /** The result code of SQLite (such as SQLITE_BUSY) or the SQLSTATE of Postgres; null when the driver failed. */
  readonly code: string | null

  constructor(kind: DatabaseErrorKind, code: string | null, cause: unknown) {
    super(readMessage(cause), { cause })
    this.kind = kind
    this.code = code
  }
}

/** The database was closed, or the transaction has ended. */
export function unavailableError(message: string): DatabaseError {
  return new DatabaseError('unavailable', null, new Error(message))
}

function readMessage(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : String(cause)
}
