// The types that a program sees when it embeds the server. They are part of the package's declarations, so they import
// only types that do not lead to the database or its libraries, whose declarations that program does not have.

import type { Logger } from 'pino'
import type { EventOf, EventType } from './event-map.js'
import type { AccessTokenOptions, AccessTokenResult } from './provider-tokens/access-token-result.js'
import type { User } from './public-types.js'
import type { Settings } from './settings/settings.js'

/** Valid access tokens of providers, for calls to their APIs on behalf of a user. */
export interface ProviderTokenReader {
  /**
   * Returns a valid access token for this account, or the reason why there is none. A token that has expired, or is
   * about to, is refreshed first, which takes at most half a minute.
   * @throws errors of the database only
   */
  accessToken(accountId: string, options?: AccessTokenOptions): Promise<AccessTokenResult>
}

/** A running server. */
export interface PortcullisServer {
  /** The public address, without a slash at the end. */
  readonly url: string
  readonly providerTokens: ProviderTokenReader
  /**
   * Calls `listener` with each event of this type that this process causes, right after the commit, and not again if it
   * fails. Returns a function that removes the listener. For events of all processes, which are not lost when one ends, use `on` of
   * the configuration.
   */
  on<T extends EventType>(type: T, listener: (event: EventOf<User, T>) => void): () => void
  /**
   * Takes the backends of these settings; everything else stays as it was at the start. Sign-ins in progress end with
   * the backends that they started with. Returns the names of the backends that are new, changed or gone.
   * @throws SettingsError with all errors; then nothing changes
   */
  reload(settings: Pick<Settings, 'rawBackends'>): Promise<readonly string[]>
  /** Drains, finishes requests in progress (for at most ten seconds), then closes everything. */
  close(): Promise<void>
}

/** How to start a server. */
export interface ServerOptions {
  readonly settings: Settings
  readonly log: Logger
  readonly clock?: () => Date
  /**
   * How long the server still responds after `close` is called, so that load balancers can notice: it is not ready,
   * and every response closes its connection. By default it does not wait.
   */
  readonly drainDelayMs?: number
}
