import { type ConfiguredBackends, readBackends } from './backends.js'
import { readDatabaseUrl } from './database-url.js'
import { Environment, reportUnknownSettings, SettingsError } from './environment.js'
import {
  readBaseUrl,
  readBindAddress,
  readInsecureIssuers,
  readMetricsAddress,
  readNodeEnv,
  readOrigins,
  readTrustProxy,
} from './http.js'
import { type Keys, readEncryptionKeys, readKeys } from './keys.js'
import { enumSchema, flag } from './schemas.js'
import { readSessionSettings, readSessionStoreKind, type SessionStoreKind } from './sessions.js'
import type { Settings } from './settings.js'
import { readAdminEmails, readMail, readTerms } from './site.js'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * The settings that `values`, usually the environment, describes. Relative paths are taken from `folder`.
 * Outside production it makes the file of keys when there is none.
 * @throws SettingsError with all faults; nothing else
 */
export function readSettings(values: Readonly<Record<string, string | undefined>>, folder: string): Settings {
  const env = new Environment(values)
  const settings = readAll(env, folder)
  if (env.errors.length > 0) throw new SettingsError(env.errors)
  return settings
}

function readAll(env: Environment, folder: string): Settings {
  reportUnknownSettings(env)
  const production = readNodeEnv(env)
  const { host, port } = readBindAddress(env, production)
  const base = readBaseUrl(env, production, port)
  const databaseUrl = readDatabaseUrl(env, folder)
  return {
    production,
    host,
    port,
    baseUrl: base.origin + base.basePath,
    origin: base.origin,
    basePath: base.basePath,
    databaseUrl,
    session: readSessionSettings(env, base, production),
    rawBackends: readBackends(env, folder).rawBackends,
    passwordLogin: env.read('PASSWORD_LOGIN', flag, !production),
    registration: env.read('REGISTRATION', enumSchema(['open', 'closed']), 'open'),
    terms: readTerms(env),
    adminEmails: readAdminEmails(env),
    trustProxy: readTrustProxy(env),
    allowInsecureIssuers: readInsecureIssuers(env, production),
    allowedRedirectOrigins: readOrigins(env, 'ALLOWED_REDIRECT_ORIGINS'),
    allowedApiOrigins: readOrigins(env, 'ALLOWED_API_ORIGINS'),
    ...readMail(env),
    logLevel: env.read('LOG_LEVEL', enumSchema(LOG_LEVELS), 'info'),
    metrics: readMetricsAddress(env),
    demo: !production,
    // Last, because keys are made only when nothing is wrong.
    ...readKeys(env, { production, databaseUrl, folder }),
  }
}

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
