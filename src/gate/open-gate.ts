import { readConfig } from '../config/read-config.js'
import { createLogger } from '../logging.js'
import { type OpenedSite, openSite, type OpenSiteOptions } from '../open-site.js'
import { readSettings } from '../settings/read-settings.js'
import { SettingsError } from '../settings/settings-error.js'
import type { Settings } from '../settings/settings.js'
import { migrate } from '../store/migrate.js'
import type { GateOptions } from './public-gate.js'

/** The options of a program, and those that only this project itself can set. */
export type OpenGateOptions = GateOptions &
  Required<Pick<GateOptions, 'env' | 'folder'>> &
  Pick<OpenSiteOptions, 'onStatement' | 'httpClientFactory'>

/** What distinguishes the gates of a process. */
type GateKey = Pick<Settings, 'baseUrl' | 'databaseUrl'>

const openKeys = new Set<{ readonly configured: GateKey; readonly actual: GateKey }>()

/**
 * Opens the site of a configuration in this process.
 * @throws SettingsError with all errors; MigrationError when the database does not match this release
 */
export async function openConfigured(
  config: unknown,
  { env, folder, log, clock = () => new Date(), migrate: shouldMigrate, ...rest }: OpenGateOptions,
): Promise<OpenedSite> {
  const { values, extensions } = readConfig(config, env, { isEmbedded: true })
  const settings = readSettings(values, folder)
  const key = { configured: configuredKey(config), actual: settings }
  requireDistinct(key.configured, key.actual)
  const { production, logLevel, databaseUrl } = settings
  if (shouldMigrate ?? !production) await migrate({ databaseUrl, clock })
  openKeys.add(key)
  try {
    const site = await openSite({
      settings,
      extensions,
      clock,
      ...rest,
      log: log ?? createLogger({ production, level: logLevel }),
    })
    return {
      ...site,
      close: async (...args) => {
        openKeys.delete(key)
        await site.close(...args)
      },
    }
  } catch (error) {
    openKeys.delete(key)
    throw error
  }
}

// The environment is the same for all gates of a process: without this check, a variable for one would silently give another
// the same users.
function requireDistinct(configured: GateKey, actual: GateKey): void {
  for (const [member, variable] of [
    ['baseUrl', 'BASE_URL'],
    ['databaseUrl', 'DATABASE_URL'],
  ] as const) {
    const isShared = [...openKeys].some(
      (other) => other.actual[member] === actual[member] && other.configured[member] !== configured[member],
    )
    if (isShared)
      throw new SettingsError([
        `${variable} overrides the configurations of two gates in this process. Remove it, or give each gate its own environment: portcullis(config, { env: {} }).`,
      ])
  }
}

/** What the configuration says without the environment. */
function configuredKey(config: unknown): GateKey {
  const { values } = readConfig(config, {}, { isEmbedded: true })
  const [baseUrl, url, schema] = ['BASE_URL', 'DATABASE_URL', 'DATABASE_SCHEMA'].map(
    (name) => values[name] ?? '',
  )
  return { baseUrl: baseUrl ?? '', databaseUrl: `${url ?? ''} ${schema ?? ''}` }
}
