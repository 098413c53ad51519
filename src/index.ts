/** What a program that embeds the server needs; see docs/provider-tokens.md. */
export { createLogger } from './logging.js'
export type { AccessTokenOptions, ProviderTokenService } from './provider-tokens/account-tokens.js'
export type { AccessTokenResult, NoTokenReason } from './provider-tokens/result.js'
export { type PortcullisServer, type ServerOptions, startServer } from './server.js'
export { readSettings } from './settings/read-settings.js'
export type { Settings } from './settings/settings.js'
