import type { Logger } from 'pino'
import type { Vault } from './crypto/vault.js'
import { cookieSessions } from './session/cookie-sessions.js'
import { databaseSessions } from './session/database-sessions.js'
import { redisSessions } from './session/redis-sessions.js'
import { redisShelf } from './session/redis-shelf.js'
import { linkRedis } from './session/redis.js'
import type { SessionStore } from './session/session-store.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

export interface SessionStoreParts {
  readonly settings: Pick<Settings, 'session'>
  readonly store: Store
  readonly vault: Vault
  readonly log: Logger
  readonly now: () => Date
}

/** Opens the store of sessions that SESSION_STORE names. A Redis that is away does not keep the server from starting. */
export async function openSessionStore({
  settings,
  store,
  vault,
  log,
  now,
}: SessionStoreParts): Promise<SessionStore> {
  const chosen = settings.session.store
  switch (chosen.kind) {
    case 'database':
      return databaseSessions(store, now)
    case 'cookie':
      return cookieSessions({ vault, store, now })
    case 'redis':
      return openRedisSessions(chosen.redisUrl, { store, log, now })
  }
}

async function openRedisSessions(
  url: string,
  { store, log, now }: Omit<SessionStoreParts, 'settings' | 'vault'>,
): Promise<SessionStore> {
  const link = await linkRedis(url, {
    away: (error) => {
      log.error({ err: error }, 'Redis does not answer: sessions are not available until it does')
    },
    back: () => {
      log.info('Redis answers again')
    },
  })
  return redisSessions({
    shelf: redisShelf(link, now),
    store,
    now,
    onUnnoted: (error) => {
      log.warn({ err: error }, 'the use of a session could not be noted')
    },
    close: () => {
      link.close()
    },
  })
}
