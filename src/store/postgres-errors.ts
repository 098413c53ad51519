import pg from 'pg'
import { DatabaseError, type DatabaseErrorKind } from './database-error.js'

/** SQLSTATEs by their beginnings (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const ERROR_KINDS: readonly (readonly [RegExp, DatabaseErrorKind])[] = [
  [/^23505$/, 'unique'],
  [/^23503$/, 'foreign-key'],
  // Serialization failure, deadlock.
  [/^40001$|^40P01$/, 'conflict'],
  // Connection, authorization, read-only transaction, no such database, resources, state, operator, system.
  [/^(?:08|28|25006|25P0[34]|3D|53|55|57|58|XX)/, 'unavailable'],
]

/** "cached plan must not change result type": tables have changed since the statement was prepared. Other errors have it, too. */
export const CHANGED_RESULT = '0A000'

/** Where in the server's code it arises, which is not translated as the message is. */
const CHANGED_RESULT_ROUTINE = 'RevalidateCachedQuery'

/** "prepared statement does not exist", and "already exists". */
const UNKNOWN_STATEMENT = /^26000$|^42P05$/

/** The error of a statement, as the executor reports it. */
export function toDatabaseError(error: unknown): DatabaseError {
  // Only the server's errors have a SQLSTATE. All others mean that there is no connection, or none any more.
  if (!(error instanceof pg.DatabaseError)) return new DatabaseError('unavailable', null, error)
  const { code = '', routine } = error
  const kind = isAboutPreparing(code, routine)
    ? 'conflict'
    : ERROR_KINDS.find(([codes]) => codes.test(code))?.[1]
  return new DatabaseError(kind ?? 'other', code, error)
}

/** Whether the server refused the statement, of which it executed nothing, only because of how it was prepared there or was not. */
export function isRefusedAsPrepared(error: unknown): boolean {
  if (!(error instanceof DatabaseError && error.cause instanceof pg.DatabaseError)) return false
  return isAboutPreparing(error.code ?? '', error.cause.routine)
}

function isAboutPreparing(code: string, routine: string | undefined): boolean {
  return UNKNOWN_STATEMENT.test(code) || (code === CHANGED_RESULT && routine === CHANGED_RESULT_ROUTINE)
}

/**
 * Whether the connection cannot be used again: the server closes it, it is unknown what the driver still waits for, or the
 * server has prepared other statements there than this process knows.
 */
export function isConnectionLost({ code }: DatabaseError): boolean {
  return code === null || /^(?:08|57P|25P0[34])/.test(code) || UNKNOWN_STATEMENT.test(code)
}
