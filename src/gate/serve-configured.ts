import { readConfig } from '../config/read-config.js'
import { createLogger } from '../logging.js'
import { type ServedSite, serveSite } from '../server.js'
import { readSettings } from '../settings/read-settings.js'
import { migrate } from '../store/migrate.js'
import type { OpenGateOptions } from './open-gate.js'

/**
 * Starts the server of a configuration, as the program does.
 * @throws SettingsError with all errors; MigrationError when the database does not match this release
 */
export async function serveConfigured(
  config: unknown,
  { env, folder, log, clock = () => new Date(), migrate: shouldMigrate, ...rest }: OpenGateOptions,
): Promise<ServedSite> {
  const { values, extensions } = readConfig(config, env)
  const settings = readSettings(values, folder)
  const { production, logLevel, databaseUrl, shutdownDelayMs } = settings
  if (shouldMigrate ?? !production) await migrate({ databaseUrl, clock })
  return serveSite({
    settings,
    extensions,
    clock,
    drainDelayMs: shutdownDelayMs,
    ...rest,
    log: log ?? createLogger({ production, level: logLevel }),
  })
}
