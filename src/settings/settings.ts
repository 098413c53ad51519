// The settings: read once at start-up from environment variables and backends.json, checked completely, never changed.
//
// `readSettings` (read-settings.ts) collects every error instead of stopping at the first one, and throws one
// `SettingsError` that lists them all: `NAME problem. Fix.` No error contains a secret.
//
//   environment.ts       the variables, the list of their names, collected errors, near misses of names
//   http, cookie, sessions, site, database-url, keys    one file for each group of variables
//   backends.ts          backends.json and BACKEND_<NAME>_<FIELD>, as raw objects; backends/definition validates them
//   configured.ts        what portcullis.config says that no variable can; its values are below those of the environment
//   key-file.ts          keys that are generated outside production, in keys.json beside the database
//   schemas.ts           shared parsers: durations, lists, flags, JSON objects
//   settings.ts          the resulting types
//   settings-error.ts    the list of all errors
//
// Only main.ts reads the environment of the process; it passes the values in. Neighbours: imports the fields of
// backends; used at start-up.

import type { WebhookSettings } from '../event-map.js'
import type { NetworkOptions } from '../http-client/http-client.js'
import type { OptionalPart, OwnPages, SettingSource } from './configured.js'
import type { ThemeSettings } from './theme.js'

/** At least one key, newest first. */
export type Keys = readonly [string, ...string[]]

/** All settings. `readSettings` reads them at start-up; they never change after that. */
export interface Settings {
  readonly production: boolean
  /** A host name, an IP address, or `unix:` and the path of a socket. */
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** `origin` and `basePath` together, without a slash at the end. Every URL of this site begins with it. */
  readonly baseUrl: string
  /** Scheme, host and port of the public address, such as `https://login.example.com`. */
  readonly origin: string
  /** `''`, or the path prefix of every page, such as `/login`. */
  readonly basePath: string
  /** `file:` and an absolute path, or a `postgres:` or `postgresql:` URL. May contain a password: do not log it. */
  readonly databaseUrl: string
  /** Whether Postgres keeps prepared statements for a connection. */
  readonly databasePrepared: boolean
  readonly sessionKeys: Keys
  readonly encryptionKeys: Keys
  /** The path of the file that has keys, outside production; null when the settings have them all. */
  readonly keyFile: string | null
  readonly session: SessionSettings
  /** The backends by name, not yet validated. Neither this object nor its values have a prototype. */
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly passwordLogin: boolean
  /** Whether people can sign in with a code or a link that they get by email. */
  readonly emailLogin: boolean
  /** Whether the login page begins with all sign-in methods, or with the email address. */
  readonly loginStart: 'methods' | 'email'
  /** How many sign-in methods the login page shows at once. */
  readonly loginButtons: number
  readonly registration: 'open' | 'closed'
  /** The terms that every user must accept, and their current version; null for none. */
  readonly terms: { readonly url: string; readonly version: string } | null
  /** Where to report a vulnerability, a mailto: or https: address; null without one. */
  readonly securityContact: string | null
  /** Lower case. */
  readonly adminEmails: readonly string[]
  /** User names that no new user gets; lower case. */
  readonly reservedUsernames: readonly string[]
  /** What users may change of their own profile. */
  readonly profileEditing: readonly ProfileField[]
  /** IP addresses and CIDR ranges of proxies whose forwarded headers are trusted. */
  readonly trustProxy: readonly string[]
  readonly allowInsecureIssuers: boolean
  /** How providers are reached. The URL of a proxy may contain a password: do not log it. */
  readonly network: NetworkOptions
  readonly allowedRedirectOrigins: readonly string[]
  /** Origins whose pages may call the API from a browser, with bearer tokens. */
  readonly allowedApiOrigins: readonly string[]
  /** May contain a password: do not log it. */
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  /** Whether users get an email about a sign-in with a browser that is not known. */
  readonly signInMails: boolean
  /** How the site looks. */
  readonly theme: ThemeSettings
  /** The languages that the site offers, the default first. */
  readonly languages: readonly [string, ...string[]]
  readonly logLevel: LogLevel
  /** How long events of sign-ins are stored, and at most how many. */
  readonly events: { readonly retentionMs: number; readonly maxSignIns: number }
  /** The receivers of events over HTTP. The secrets must not be logged, nor the URLs, which may contain one. */
  readonly webhooks: readonly WebhookSettings[]
  /** Where metrics are served, on a port of their own; null when they are off. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** The largest number of connections to Postgres. */
  readonly databasePoolSize: number
  /** How long the server still responds after a signal to stop, so that load balancers can notice. */
  readonly shutdownDelayMs: number
  /** Names of settings that do not count, because Kubernetes has set them for a service. */
  readonly ignoredVariables: readonly string[]
  /** Each setting, in the order of their documentation. It contains no secret. */
  readonly sources: readonly SettingSource[]
  /** Whether the built-in demo provider is on. It is always off in production, because anyone can sign in with it. */
  readonly demo: boolean
  /** The path or URL where users go after a sign-in if they did not ask for a page; null for the account page. */
  readonly home: string | null
  readonly pages: OwnPages
  /** Whether a program has the site in its own server. */
  readonly isEmbedded: boolean
  /** The parts that this site does without. */
  readonly without: ReadonlySet<OptionalPart>
}

/** What users may change of their own profile, if the site lets them. */
export type ProfileField = 'name' | 'picture' | 'username'

/** The levels of pino. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Where sessions are stored. `redisUrl` may contain a password: do not log it. */
export type SessionStoreSettings =
  { readonly kind: 'database' | 'cookie' } | { readonly kind: 'redis'; readonly redisUrl: string }

export interface SessionSettings {
  readonly store: SessionStoreSettings
  readonly idleLifetimeMs: number
  /** Never less than `idleLifetimeMs`. */
  readonly maxLifetimeMs: number
  readonly cookie: CookieSettings
}

/** Cookie attributes, in a combination that browsers accept. */
export interface CookieSettings {
  readonly name: string
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  /** Not `strict`: a provider returns users by a cross-site navigation, which would not carry the cookie. */
  readonly sameSite: 'lax' | 'none'
}
