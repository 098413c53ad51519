import { PortcullisError } from '../errors.js'
import { SettingsError } from '../settings/settings-error.js'
import { isUnavailable } from '../store/database.js'
import { MigrationError } from '../store/migration-state.js'
import { SourceDatabaseError } from '../store/source-database.js'
import { DatabaseUnavailableError } from '../store/unavailable.js'
import { DATABASE_UNAVAILABLE } from './with-store.js'

/** The message for the person at the terminal about an error of the settings or a database; null for any other error. */
export function toSiteMessage(error: unknown): string | null {
  if (error instanceof SettingsError || error instanceof MigrationError) return error.message
  if (error instanceof DatabaseUnavailableError || error instanceof SourceDatabaseError) return error.message
  if (error instanceof PortcullisError) return error.detail ?? error.kind.message
  return isUnavailable(error) ? DATABASE_UNAVAILABLE : null
}
