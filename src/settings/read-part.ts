import { readBackends, type ConfiguredBackends } from './backends.js'
import { readDatabaseUrl } from './database-url.js'
import { Environment } from './environment.js'
import { readInsecureIssuers } from './insecure-issuers.js'
import { type Keys, readEncryptionKeys } from './keys.js'
import { reportUnknownSettings } from './misspelt.js'
import { readNodeEnv } from './production.js'
import { readSessionStoreKind, type SessionStoreKind } from './session-store.js'
import { SettingsError } from './settings-error.js'
import type { Settings } from './settings.js'

type EnvironmentValues = Readonly<Record<string, string | undefined>>

/**
 * The settings that work on the database needs. Keys are not among them, nor are they made.
 * @throws SettingsError with all faults
 */
export function readDatabaseSettings(
  values: EnvironmentValues,
  folder: string,
): Pick<Settings, 'databaseUrl'> & { readonly sessionStore: SessionStoreKind } {
  return readPartially(values, (env) => ({
    databaseUrl: readDatabaseUrl(env, folder),
    sessionStore: readSessionStoreKind(env),
  }))
}

/**
 * The settings that tell of backends, and of those in the database. The keys that open what is sealed there are demanded
 * from nobody, nor are they made: null without any.
 * @throws SettingsError with all faults
 */
export function readBackendSettings(
  values: EnvironmentValues,
  folder: string,
): ConfiguredBackends & Pick<Settings, 'allowInsecureIssuers'> & { readonly encryptionKeys: Keys | null } {
  return readPartially(values, (env) => {
    const production = readNodeEnv(env)
    const databaseUrl = readDatabaseUrl(env, folder)
    return {
      ...readBackends(env, folder),
      allowInsecureIssuers: readInsecureIssuers(env, production),
      encryptionKeys: readEncryptionKeys(env, { production, databaseUrl, folder }),
    }
  })
}

function readPartially<T>(values: EnvironmentValues, read: (env: Environment) => T): T {
  const env = new Environment(values)
  reportUnknownSettings(env)
  const part = read(env)
  if (env.errors.length > 0) throw new SettingsError(env.errors)
  return part
}
