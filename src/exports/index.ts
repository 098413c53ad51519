// The subpath `portcullis`. scripts/build.js makes the declarations of the package from the files of this folder and the
// types that they refer to. The functions are declared here, so that those are few.

import type { Config } from '../config/config.js'
import type { PortcullisServer, ServerOptions } from '../embedding.js'
import type { Gate, GateOptions } from '../gate/public-gate.js'
import type { Fields } from '../public-types.js'
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
export type { Gate, GateOptions, Tokens, Users } from '../gate/public-gate.js'
export { defineMessages } from '../locales/messages.js'
export { createLogger } from '../logging.js'
export type {
  AccessTokenOptions,
  AccessTokenResult,
  NoTokenReason,
} from '../provider-tokens/access-token-result.js'
export type {
  Account,
  BaseUser,
  Fields,
  Imported,
  ImportResult,
  RejectedImport,
  Session,
  User,
} from '../public-types.js'
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
export async function startServer(options: ServerOptions): Promise<PortcullisServer> {
  const { startServer: start } = await import('../server.js')
  return start(options)
}

/**
 * Starts the server of a configuration, as `npx portcullis` does. It ends with `close`; signals are left to the program.
 * @throws SettingsError with all errors; an error named `MigrationError` when the database does not match this release
 */
export async function serve<F extends Fields, R extends string, L extends string>(
  config: Config<F, R, L>,
  options: GateOptions = {},
): Promise<Gate<F, R> & { readonly url: string }> {
  const [{ serveConfigured }, { createGate }] = await Promise.all([
    import('../gate/serve-configured.js'),
    import('../gate/koa-gate.js'),
  ])
  const { env = process.env, folder = process.cwd() } = options
  const server = await serveConfigured(config, { ...options, env, folder })
  const gate = createGate(server.site, () => server.close())
  // This cast is safe: the fields and roles of every user are read with the schema and the list of this configuration.
  return { ...(gate as unknown as Gate<F, R>), url: server.url }
}
