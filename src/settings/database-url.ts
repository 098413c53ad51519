import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { flag } from './schemas.js'

const DEFAULT_URL = 'file:./data/portcullis.db'

/** Reads DATABASE_URL; a relative path starts from `folder`. */
export function readDatabaseUrl(env: Environment, folder: string): string {
  return env.read(
    'DATABASE_URL',
    databaseUrlSchema(folder),
    resolveFileUrl(DEFAULT_URL, folder) ?? DEFAULT_URL,
  )
}

/** Reads DATABASE_PREPARED: whether Postgres keeps prepared statements for a connection. */
export function readDatabasePrepared(env: Environment): boolean {
  return env.read('DATABASE_PREPARED', flag, true)
}

/** The path of the SQLite file; null when the database is Postgres. */
export function sqliteFile(databaseUrl: string): string | null {
  return databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : null
}

// The error does not quote the value, because it can contain a password.
function databaseUrlSchema(folder: string): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const isServer = /^postgres(?:ql)?:\/\/./.test(text) && URL.canParse(text)
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
