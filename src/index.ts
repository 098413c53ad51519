// What a program that embeds the server needs; see docs/provider-tokens.md. scripts/build.js makes the declarations of the
// package from this file.

import type { PortcullisServer, ServerOptions } from './embedding.js'
import { startServer as start } from './server.js'

export type { PortcullisServer, ProviderTokenReader, ServerOptions } from './embedding.js'
export { createLogger } from './logging.js'
export type {
  AccessTokenOptions,
  AccessTokenResult,
  NoTokenReason,
} from './provider-tokens/access-token-result.js'
export { SettingsError } from './settings/environment.js'
export { readSettings } from './settings/read-settings.js'
export type { Settings } from './settings/settings.js'

/**
 * Starts the server on an up-to-date database ("portcullis migrate" brings it up to date), and listens on its port.
 * @throws SettingsError with all errors of the backends; an error named `MigrationError` when the database does not
 * match this release
 */
export function startServer(options: ServerOptions): Promise<PortcullisServer> {
  return start(options)
}
