import { readAdminEmails } from './admin-emails.js'
import { readBackends } from './backends.js'
import { readBaseUrl } from './base-url.js'
import { enumSchema, flag } from './choice.js'
import { readDatabaseUrl } from './database-url.js'
import { Environment } from './environment.js'
import { readInsecureIssuers } from './insecure-issuers.js'
import { readKeys } from './keys.js'
import { readBindAddress, readMetricsAddress } from './listen.js'
import { readMail } from './mail.js'
import { reportUnknownSettings } from './misspelt.js'
import { readOrigins } from './origins.js'
import { readNodeEnv } from './production.js'
import { readSessionSettings } from './session.js'
import { SettingsError } from './settings-error.js'
import type { Settings } from './settings.js'
import { readTerms } from './terms.js'
import { readTrustProxy } from './trust-proxy.js'

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
