import type { Keys } from './keys.js'

/** Everything an operator can decide, read once at start-up by `readSettings` and never changed after. */
export interface Settings {
  readonly production: boolean
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** `origin` and `basePath` together, without a slash at the end; every URL we emit begins with it. */
  readonly baseUrl: string
  /** Scheme, host and port of the public address, such as `https://login.example.com`. */
  readonly origin: string
  /** `''`, or the path prefix of every page, such as `/login`. */
  readonly basePath: string
  /** `file:` and an absolute path, or a `postgres:` or `postgresql:` URL. It may hold a password: do not log it. */
  readonly databaseUrl: string
  readonly sessionKeys: Keys
  readonly encryptionKeys: Keys
  readonly session: SessionSettings
  /** Backends by name as they were written, not yet validated. Neither this nor what it holds has a prototype. */
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly passwordLogin: boolean
  readonly registration: 'open' | 'closed'
  /** What everybody must have accepted, by the name of its present text; null for nothing. */
  readonly terms: { readonly url: string; readonly version: string } | null
  /** Lower case. */
  readonly adminEmails: readonly string[]
  /** Addresses and CIDR ranges whose forwarded headers count. */
  readonly trustProxy: readonly string[]
  readonly allowInsecureIssuers: boolean
  readonly allowedRedirectOrigins: readonly string[]
  /** Origins whose pages may call the API from a browser, with bearer tokens. */
  readonly allowedApiOrigins: readonly string[]
  /** It may hold a password: do not log it. */
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  readonly logLevel: LogLevel
  /** Where metrics are served, apart from the public address; null when they are not wanted. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** Whether the built-in demo provider is there: never in production, for it lets everybody in. */
  readonly demo: boolean
}

/** The levels of pino. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Where sessions are kept. `redisUrl` may hold a password: do not log it. */
export type SessionStoreSettings =
  { readonly kind: 'database' | 'cookie' } | { readonly kind: 'redis'; readonly redisUrl: string }

export interface SessionSettings {
  readonly store: SessionStoreSettings
  readonly idleLifetimeMs: number
  /** Never less than `idleLifetimeMs`. */
  readonly maxLifetimeMs: number
  readonly cookie: CookieSettings
}

/** Attributes that browsers accept together. */
export interface CookieSettings {
  readonly name: string
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  /** Not `strict`: providers send people back by a cross-site navigation, which would arrive without the cookie. */
  readonly sameSite: 'lax' | 'none'
}
