import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { flag } from './schemas.js'

const DEFAULT_URL = 'file:./data/portcullis.db'

/**
 * Reads DATABASE_URL; a relative path starts from `folder`. A DATABASE_SCHEMA becomes its parameter `schema`, which is how
 * Prisma names the schema of the tables.
 */
export function readDatabaseUrl(env: Environment, folder: string): string {
  const url = env.read(
    'DATABASE_URL',
    databaseUrlSchema(folder),
    resolveFileUrl(DEFAULT_URL, folder) ?? DEFAULT_URL,
  )
  const schema = env.read<string | null>('DATABASE_SCHEMA', schemaNameSchema, null)
  return schema === null ? url : withSchema(env, url, schema)
}

function withSchema(env: Environment, databaseUrl: string, schema: string): string {
  if (sqliteFile(databaseUrl) !== null) {
    env.addError(
      'DATABASE_SCHEMA',
      'is set, but SQLite has no schemas',
      'Remove it, and use a file that no other program uses',
    )
    return databaseUrl
  }
  const url = new URL(databaseUrl)
  const other = url.searchParams.get('schema')
  if (other !== null && other !== schema)
    env.addError('DATABASE_SCHEMA', 'is not the schema that DATABASE_URL names', 'Remove one of them')
  url.searchParams.set('schema', schema)
  return url.href
}

/**
 * Reads DATABASE_PREPARED: whether Postgres keeps prepared statements for a connection. It must where the URL names a
 * schema: a pooler that changes connections between transactions forgets which schema a connection uses.
 */
export function readDatabasePrepared(env: Environment, databaseUrl: string): boolean {
  const prepared = env.read('DATABASE_PREPARED', flag, true)
  if (!prepared && sqliteFile(databaseUrl) === null && new URL(databaseUrl).searchParams.has('schema')) {
    env.addError(
      'DATABASE_PREPARED',
      'is false, but the database has a schema, which a transaction pooler does not keep',
      'Connect to Postgres itself, or name no schema and run: ALTER ROLE name SET search_path = schema',
    )
  }
  return prepared
}

/** A name that needs no quotes in Postgres, and that Postgres does not use itself. */
const schemaNameSchema = z.string().regex(/^(?!pg_|information_schema$)[a-z_][a-z0-9_]{0,62}$/, {
  error: 'is not a name of a schema. Write one such as auth, in lower-case letters, digits and _.',
})

/** The path of the SQLite file; null when the database is Postgres. */
export function sqliteFile(databaseUrl: string): string | null {
  return databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : null
}

// The error does not quote the value, because it can contain a password.
function databaseUrlSchema(folder: string): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const isServer = /^postgres(?:ql)?:\/\/./.test(text) && URL.canParse(text)
    if (
      isServer &&
      !schemaNameSchema.safeParse(new URL(text).searchParams.get('schema') ?? 'public').success
    ) {
      const message = 'has a parameter "schema" that is not a name. Write one such as ?schema=auth.'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const url = isServer ? text : resolveFileUrl(text, folder)
    if (url !== null) return url
    const message = text.startsWith('file:')
      ? 'does not name a file. Write file: and a path, such as file:./data/portcullis.db, without ? and #.'
      : 'is neither SQLite nor Postgres. Write file:./data/portcullis.db or postgres://user:password@host/name.'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

// `:memory:` is refused, because migrations run in another process, which would migrate a database of its own.
function resolveFileUrl(text: string, folder: string): string | null {
  if (!text.startsWith('file:') || /[?#]|:memory:|[/\\]$/.test(text)) return null
  const path = text.startsWith('file://') ? parseFileUrl(text) : text.slice('file:'.length)
  return path && !path.includes('\0') ? `file:${resolve(folder, path)}` : null
}

function parseFileUrl(text: string): string | null {
  try {
    return fileURLToPath(text)
  } catch {
    return null
  }
}
