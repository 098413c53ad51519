import { readDatabaseSettings } from '../settings/read-settings.js'
import { migrate, resolveMigration } from '../store/migrate.js'
import { readState } from '../store/migration-state.js'
import { type RunCommand, type CommandResult, UsageError } from './command.js'

/** `portcullis migrate`: brings the tables of the database to this release. */
export const migrateDatabase: RunCommand = async (args, { env, cwd, clock }) => {
  const { databaseUrl } = readDatabaseSettings(env, cwd)
  if (args.has('status')) return printState(databaseUrl)
  const rolledBack = args.option('rolled-back')
  const applied = args.option('applied')
  if (rolledBack !== null && applied !== null) throw new UsageError('Use one of --rolled-back and --applied.')
  const options = { databaseUrl, clock }
  if (rolledBack !== null) await resolveMigration(rolledBack, 'rolled-back', options)
  if (applied !== null) await resolveMigration(applied, 'applied', options)
  const names = await migrate(options)
  const lines = names.map((name) => `Applied ${name}`)
  return { text: [...lines, 'The database is up to date.'].join('\n'), json: { applied: names } }
}

async function printState(databaseUrl: string): Promise<CommandResult> {
  const state = await readState(databaseUrl)
  const lines = [
    ...state.unknown.map((name) => `Newer than this release: ${name}`),
    ...state.failed.map((name) => `Did not finish: ${name}`),
    ...state.pending.filter((name) => !state.failed.includes(name)).map((name) => `Missing: ${name}`),
  ]
  if (lines.length === 0) return { text: 'The database is up to date.', json: state }
  return { text: lines.join('\n'), json: state, ok: false }
}
