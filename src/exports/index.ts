// The subpath `portcullis`. scripts/build.js makes the declarations of the package from the files of this folder and the
// types that they refer to. The functions are declared here, so that those are few.

import type { PortcullisServer, ServerOptions } from '../embedding.js'
import { startServer as start } from '../server.js'
import { readSettings as read } from '../settings/read-settings.js'
import type { Settings } from '../settings/settings.js'

export type { PortcullisServer, ProviderTokenReader, ServerOptions } from '../embedding.js'
export { defineConfig } from '../config/config.js'
export type { Config } from '../config/config.js'
export type {
  EventMap,
  EventOf,
  EventType,
  Handlers,
  PortcullisEvent,
  SignOutReason,
  Webhook,
} from '../event-map.js'
export type {
  LocalesConfig,
  MessageKey,
  Messages,
  MessagesConfig,
  OwnMessages,
  ThemeConfig,
} from '../config/theme-config.js'
export { createLogger } from '../logging.js'
export type {
  AccessTokenOptions,
  AccessTokenResult,
  NoTokenReason,
} from '../provider-tokens/access-token-result.js'
export type { Account, BaseUser, Fields, Session, User } from '../public-types.js'
export { SettingsError } from '../settings/settings-error.js'
export type { Settings } from '../settings/settings.js'

/**
 * Reads and checks all settings. Outside production it creates the file with the keys if there is none.
 * @param values usually those of the environment of the process
 * @param folder the folder that relative paths start from
 * @throws SettingsError with all errors; nothing else
 */
export function readSettings(values: Readonly<Record<string, string | undefined>>, folder: string): Settings {
  return read(values, folder)
}

/**
 * Starts the server on an up-to-date database ("portcullis migrate" brings it up to date), and listens on its port.
 * @throws SettingsError with all errors of the backends; an error named `MigrationError` when the database does not
 * match this release
 */
export function startServer(options: ServerOptions): Promise<PortcullisServer> {
  return start(options)
}
