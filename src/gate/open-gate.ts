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
type GateIdentity = Pick<Settings, 'baseUrl' | 'databaseUrl'>

const openPlaces = new Set<{ readonly configured: GateIdentity; readonly actual: GateIdentity }>()

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
  const place = { configured: configuredPlace(config), actual: settings }
  requireDistinct(place.configured, place.actual)
  const { production, logLevel, databaseUrl } = settings
  if (shouldMigrate ?? !production) await migrate({ databaseUrl, clock })
  openPlaces.add(place)
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
        openPlaces.delete(place)
        await site.close(...args)
      },
    }
  } catch (error) {
    openPlaces.delete(place)
    throw error
  }
}

// The environment is the same for all gates of a process: without this check, a variable for one would silently give another
// the same users.
function requireDistinct(configured: GateIdentity, actual: GateIdentity): void {
  for (const [member, variable] of [
    ['baseUrl', 'BASE_URL'],
    ['databaseUrl', 'DATABASE_URL'],
  ] as const) {
    const isShared = [...openPlaces].some(
      (other) => other.actual[member] === actual[member] && other.configured[member] !== configured[member],
    )
    if (isShared)
      throw new SettingsError([
        `${variable} takes the place of what two gates of this process have in their configurations. Remove it, or open the gates with an environment of their own: portcullis(config, { env: {} }).`,
      ])
  }
}

/** What the configuration says without the environment. */
function configuredPlace(config: unknown): GateIdentity {
  const { values } = readConfig(config, {}, { isEmbedded: true })
  const [baseUrl, url, schema] = ['BASE_URL', 'DATABASE_URL', 'DATABASE_SCHEMA'].map(
    (name) => values[name] ?? '',
  )
  return { baseUrl: baseUrl ?? '', databaseUrl: `${url ?? ''} ${schema ?? ''}` }
}
