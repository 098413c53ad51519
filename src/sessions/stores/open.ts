import type { Logger } from 'pino'
import type { Encrypter } from '../../crypto/encryption.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'
import type { SessionStore } from '../session-store.js'
import { cookieSessions } from './cookie.js'
import { databaseSessions } from './database.js'
import { connectRedis } from './redis-connection.js'
import { createRedisRecords } from './redis-records.js'
import { redisSessions } from './redis.js'

export interface SessionStoreDeps {
  readonly settings: Pick<Settings, 'session'>
  readonly store: Store
  readonly encrypter: Encrypter
  readonly log: Logger
  readonly clock: () => Date
}

/** Opens the store of sessions that SESSION_STORE names. A Redis that is away does not keep the server from starting. */
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
  const connection = await connectRedis(url, {
    onDown: (error) => {
      log.error({ err: error }, 'Redis does not answer: sessions are not available until it does')
    },
    onUp: () => {
      log.info('Redis answers again')
    },
  })
  return redisSessions({
    sessionRecords: createRedisRecords(connection, clock),
    store,
    clock,
    onTouchError: (error) => {
      log.warn({ err: error }, 'the use of a session could not be noted')
    },
    close: () => {
      connection.close()
    },
  })
}
