import { parseDefinitions } from '../backends/definition/parse.js'
import { type ConfiguredBackends, readBackends } from './backends.js'
import type { SettingValues } from './configured.js'
import { readDatabasePrepared, readDatabaseUrl } from './database-url.js'
import { Environment, reportUnknownSettings } from './environment.js'
import {
  readBaseUrl,
  readBindAddress,
  readInsecureIssuers,
  readMetricsAddress,
  readNodeEnv,
  readOrigins,
  readTrustProxy,
} from './http.js'
import { readEncryptionKeys, readKeys } from './keys.js'
import { readNetwork } from './network.js'
import { durationSchema, enumSchema, flag, poolSizeSchema } from './schemas.js'
import { readSessionSettings, readSessionStoreKind, type SessionStoreKind } from './sessions.js'
import { SettingsError } from './settings-error.js'
import type { Keys, Settings } from './settings.js'
import {
  DEFAULT_LOGIN_BUTTONS,
  loginButtonsSchema,
  readAdminEmails,
  readEventRetention,
  readProfileEditing,
  readReservedUsernames,
  readMail,
  readSecurityContact,
  readTerms,
} from './site.js'
import { readWebhooks } from './webhooks.js'
import { readLanguages, readThemeSettings } from './theme.js'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * Reads and checks all settings. Outside production it creates the key file if there is none.
 * @param values usually those of the environment of the process
 * @param folder the folder that relative paths start from
 * @throws SettingsError with all errors; nothing else
 */
export function readSettings(values: SettingValues, folder: string): Settings {
  const env = new Environment(values, folder)
  const settings = readAll(env, folder)
  if (env.errors.length === 0) return settings
  // What is wrong with the backends is otherwise found at the start, when everything else is right.
  const { rawBackends, allowInsecureIssuers } = settings
  const { errors } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  throw new SettingsError([...env.errors, ...errors])
}

function readAll(env: Environment, folder: string): Settings {
  reportUnknownSettings(env)
  const production = readNodeEnv(env)
  const { host, port } = readBindAddress(env, production)
  const base = readBaseUrl(env, production, port)
  const databaseUrl = readDatabaseUrl(env, folder)
  const { home, pages, without, isEmbedded } = env.configured
  const allowInsecureIssuers = readInsecureIssuers(env, production)
  return {
    production,
    host,
    port,
    baseUrl: base.origin + base.basePath,
    origin: base.origin,
    basePath: base.basePath,
    databaseUrl,
    databasePrepared: readDatabasePrepared(env, databaseUrl),
    session: readSessionSettings(env, base, production),
    rawBackends: readBackends(env, folder).rawBackends,
    passwordLogin: !without.has('passwords') && env.read('PASSWORD_LOGIN', flag, !production),
    emailLogin: readEmailLogin(env),
    loginStart: env.read('LOGIN_START', enumSchema(['methods', 'email']), 'methods'),
    loginButtons: env.read('LOGIN_BUTTONS', loginButtonsSchema, DEFAULT_LOGIN_BUTTONS),
    registration: env.read('REGISTRATION', enumSchema(['open', 'closed']), 'open'),
    terms: readTerms(env),
    securityContact: readSecurityContact(env),
    adminEmails: readAdminEmails(env),
    reservedUsernames: readReservedUsernames(env),
    profileEditing: readProfileEditing(env, base),
    trustProxy: readTrustProxy(env),
    allowInsecureIssuers,
    network: readNetwork(env),
    webhooks: readWebhooks(env, allowInsecureIssuers),
    allowedRedirectOrigins: readOrigins(env, 'ALLOWED_REDIRECT_ORIGINS'),
    allowedApiOrigins: readOrigins(env, 'ALLOWED_API_ORIGINS'),
    ...readMail(env),
    signInMails: env.read('SIGN_IN_MAILS', flag, env.text('SMTP_URL') !== null),
    theme: readThemeSettings(env, folder),
    languages: readLanguages(env),
    logLevel: env.read('LOG_LEVEL', enumSchema(LOG_LEVELS), 'info'),
    events: readEventRetention(env),
    metrics: readMetricsAddress(env),
    databasePoolSize: env.read('DATABASE_POOL_SIZE', poolSizeSchema, 20),
    shutdownDelayMs: env.read('SHUTDOWN_DELAY', durationSchema, production ? 1000 : 0),
    ignoredVariables: env.ignored,
    sources: env.sources,
    demo: !production && !without.has('demo'),
    home,
    pages,
    without,
    isEmbedded,
    // Last, because keys are generated only when there are no errors.
    ...readKeys(env, { production, databaseUrl, folder }),
  }
}

function readEmailLogin(env: Environment): boolean {
  return env.read('EMAIL_LOGIN', flag, false)
}

/**
 * Reads the settings that commands on the database need. It neither reads nor generates keys.
 * @throws SettingsError with all errors
 */
export function readDatabaseSettings(
  values: SettingValues,
  folder: string,
): Pick<Settings, 'databaseUrl' | 'databasePrepared' | 'adminEmails' | 'reservedUsernames'> & {
  readonly sessionStore: SessionStoreKind
} {
  return readPartially(values, folder, (env) => {
    const databaseUrl = readDatabaseUrl(env, folder)
    return {
      databaseUrl,
      databasePrepared: readDatabasePrepared(env, databaseUrl),
      sessionStore: readSessionStoreKind(env),
      adminEmails: readAdminEmails(env),
      reservedUsernames: readReservedUsernames(env),
    }
  })
}

/**
 * Reads the setting that the link of `portcullis setup` starts with.
 * @throws SettingsError with all errors
 */
export function readSetupSettings(values: SettingValues, folder: string): Pick<Settings, 'baseUrl'> {
  return readPartially(values, folder, (env) => {
    const production = readNodeEnv(env)
    const { origin, basePath } = readBaseUrl(env, production, readBindAddress(env, production).port)
    return { baseUrl: origin + basePath }
  })
}

/**
 * Reads the settings that commands on backends need. The encryption keys, which decrypt secrets in the database, are
 * null when there are none; none are generated.
 * @throws SettingsError with all errors
 */
export function readBackendSettings(
  values: SettingValues,
  folder: string,
): ConfiguredBackends &
  Pick<Settings, 'allowInsecureIssuers' | 'network' | 'emailLogin'> & {
    readonly encryptionKeys: Keys | null
  } {
  return readPartially(values, folder, (env) => {
    const production = readNodeEnv(env)
    const databaseUrl = readDatabaseUrl(env, folder)
    return {
      ...readBackends(env, folder),
      emailLogin: readEmailLogin(env),
      allowInsecureIssuers: readInsecureIssuers(env, production),
      network: readNetwork(env),
      encryptionKeys: readEncryptionKeys(env, { production, databaseUrl, folder }),
    }
  })
}

function readPartially<T>(values: SettingValues, folder: string, read: (env: Environment) => T): T {
  const env = new Environment(values, folder)
  reportUnknownSettings(env)
  const part = read(env)
  if (env.errors.length > 0) throw new SettingsError(env.errors)
  return part
}
