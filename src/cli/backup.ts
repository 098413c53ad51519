import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { sqliteFile } from '../settings/database-url.js'
import { readDatabaseSettings } from '../settings/read-settings.js'
import { errnoCode } from '../settings/schemas.js'
import { backUpSqlite } from '../store/sqlite-backup.js'
import { type RunCommand, CommandError } from './command.js'

/** Writes a copy of the SQLite database. */
export const backup: RunCommand = async (args, { env, cwd }) => {
  const path = sqliteFile(readDatabaseSettings(env, cwd).databaseUrl)
  if (path === null)
    throw new CommandError('The database is Postgres. Back it up with pg_dump; see docs/deployment.md.')
  if (!existsSync(path))
    throw new CommandError(`There is no database at ${path}. Set DATABASE_URL to the database of the server.`)
  const target = resolve(cwd, args.positional(0))
  try {
    await backUpSqlite(path, target)
  } catch (error) {
    const code = errnoCode(error)
    throw new CommandError(
      code === 'EEXIST'
        ? `${target} exists. Choose another name.`
        : `The database could not be copied to ${target} (${code}).`,
    )
  }
  return { text: `The database is backed up in ${target}.`, json: { file: target } }
}
