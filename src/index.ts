/** What a program that embeds the server needs; see docs/provider-tokens.md. */
export { createLogger } from './logging.js'
export type { AccessTokenOptions, ProviderTokenService } from './provider-tokens/service.js'
export type { AccessTokenResult, NoTokenReason } from './provider-tokens/token-state.js'
export { type PortcullisServer, type ServerOptions, startServer } from './server.js'
export { readSettings } from './settings/read-settings.js'
export type { Settings } from './settings/settings.js'
