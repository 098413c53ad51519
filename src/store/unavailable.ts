import { z } from 'zod'

/** The database cannot be used. The message says in one line which database, why, and what to check. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
}

const DriverErrorSchema = z.object({
  code: z.string().optional(),
  message: z.string().default(''),
  detail: z.string().optional(),
  /** Node tries each address of a name, and reports one error for each. */
  errors: z.array(z.unknown()).optional(),
})

/** What to say about an error of a driver or of the system, by its code or message; the first that matches. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /Could not locate the bindings|NODE_MODULE_VERSION/,
    'better-sqlite3 is not compiled for this version of Node.js. Run "npm rebuild better-sqlite3".',
  ],
  [/^ECONNREFUSED/, 'nothing listens there. Start Postgres, or correct host and port in DATABASE_URL.'],
  [/^(?:ENOTFOUND|EAI_AGAIN)/, 'the host name has no address. Correct the host in DATABASE_URL, or the DNS.'],
  [
    /^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|timeout expired/,
    'it does not answer. Check that Postgres is running, and the network and firewalls in between.',
  ],
  [
    /Query read timeout/,
    'it does not answer a statement. Look in pg_stat_activity for a program that locks tables, or check the network.',
  ],
  [
    /^3D000/,
    'the server has no database of this name. Create it (CREATE DATABASE), or correct DATABASE_URL.',
  ],
  [/^28/, 'it refuses the user. Check the user and password in DATABASE_URL, and pg_hba.conf.'],
  [/^53300/, 'it has no connection left. Raise max_connections, or use fewer processes.'],
  [/^57P03/, 'it is starting or shutting down. Try again in a moment.'],
  [
    /does not support SSL/,
    'the server does not offer TLS. Enable it there, or change sslmode in DATABASE_URL.',
  ],
  [
    /CERT|SIGNATURE|ALTNAME/,
    'its TLS certificate is not trusted. Add sslrootcert=FILE to DATABASE_URL, or set NODE_EXTRA_CA_CERTS.',
  ],
  [
    /^(?:SQLITE_FULL|SQLITE_IOERR|ENOSPC|53100)/,
    'it cannot be written. Check that the disk has free space and no errors.',
  ],
  [
    /^(?:SQLITE_NOTADB|SQLITE_CORRUPT)/,
    'the file is no SQLite database, or it is damaged. Correct DATABASE_URL, or restore a backup.',
  ],
  [/^SQLITE_BUSY/, 'another program holds its lock. Stop that program, or try again.'],
  [
    /^(?:SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR)|directory does not exist/,
    'the file cannot be opened. Check that this user can read and write the file and its folder.',
  ],
]

/**
 * The error for the administrator when the database cannot be used.
 * @param error an error of a database driver or of the system
 * @param url never quoted as a whole, because it can contain a password
 */
export function explainUnavailable(error: unknown, url: string): DatabaseUnavailableError {
  if (error instanceof DatabaseUnavailableError) return error
  const { code, message } = findCause(error)
  const [, reason] = REASONS.find(([pattern]) => pattern.test(code) || pattern.test(message)) ?? []
  // Prisma puts the message of the driver last.
  const line = message.startsWith('\nInvalid `prisma')
    ? message.trim().split('\n').at(-1)
    : message.split('\n')[0]
  const detail = [line ?? '', code && !line?.includes(code) ? `(${code})` : ''].join(' ').trim()
  const text =
    reason === undefined
      ? `${detail}. Check DATABASE_URL.`
      : `${reason}${detail ? ` The cause: ${detail}` : ''}`
  return new DatabaseUnavailableError(`The database ${describe(url)} is not available: ${text}`, {
    cause: error,
  })
}

/** The message of a driver, with what Postgres adds to it, such as the values that are not unique. */
export function describeDriverError(error: unknown): string {
  // Not `instanceof Error`: the native part of better-sqlite3 keeps the error class of the realm that loaded it first.
  const { message = String(error), detail } = DriverErrorSchema.safeParse(error).data ?? {}
  return detail === undefined ? message : `${message}. ${detail}`
}

function findCause(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = '', errors } = DriverErrorSchema.safeParse(error).data ?? {}
  const [first] = errors ?? []
  return first !== undefined && message === '' ? findCause(first) : { code, message }
}

/** The path of a SQLite file, or database and server of Postgres, without user and password. */
function describe(url: string): string {
  if (url.startsWith('file:')) return url.slice('file:'.length)
  const { pathname, host } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1)) || 'of the user'} at ${host}`
}
