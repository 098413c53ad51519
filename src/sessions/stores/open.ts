import type { Logger } from 'pino'
import type { Encrypter } from '../../crypto/encryption.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'
import type { SessionStore } from '../session-store.js'
import { cookieSessions } from './cookie.js'
import { databaseSessions } from './database.js'
import { createRedisRecords } from './redis-records.js'
import { redisSessions } from './redis.js'

export interface SessionStoreDeps {
  readonly settings: Pick<Settings, 'session'>
  readonly store: Store
  readonly encrypter: Encrypter
  readonly log: Logger
  readonly clock: () => Date
}

/** Opens the session store that SESSION_STORE names. The server also starts while Redis is down. */
export async function createSessionStore({
  settings,
  store,
  encrypter,
  log,
  clock,
}: SessionStoreDeps): Promise<SessionStore> {
  const storeSettings = settings.session.store
  switch (storeSettings.kind) {
    case 'database':
      return databaseSessions(store, clock)
    case 'cookie':
      return cookieSessions({ encrypter, store, clock })
    case 'redis':
      return createRedisSessionStore(storeSettings.redisUrl, { store, log, clock })
  }
}

async function createRedisSessionStore(
  url: string,
  { store, log, clock }: Omit<SessionStoreDeps, 'settings' | 'encrypter'>,
): Promise<SessionStore> {
  // Loaded here, so that a server without Redis starts without its client.
  const { connectRedis } = await import('./redis-connection.js')
  const connection = await connectRedis(url, {
    onDown: (error) => {
      log.error({ err: error }, 'Redis does not respond: sessions are unavailable until it does')
    },
    onUp: () => {
      log.info('Redis responds again')
    },
  })
  return redisSessions({
    sessionRecords: createRedisRecords(connection, clock),
    store,
    clock,
    onTouchError: (error) => {
      log.warn({ err: error }, 'the use of a session could not be recorded')
    },
    close: () => {
      connection.close()
    },
  })
}
