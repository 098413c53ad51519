import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createApp } from './app.js'
import { Vault } from './crypto/vault.js'
import { closeServer, createHttpServer, listen } from './http-server.js'
import { openOutbox } from './mail/open-outbox.js'
import { openBackends, type OpenBackends } from './open-backends.js'
import { Metrics } from './metrics/metrics.js'
import { requireMigrated } from './migrated.js'
import { openMetrics } from './open-metrics.js'
import { createOutbound } from './outbound/outbound.js'
import { resealInBackground } from './resealing/reseal-in-background.js'
import { openSessionStore } from './open-session-store.js'
import { Journal } from './journal/journal.js'
import type { AccountTokens } from './provider-tokens/account-tokens.js'
import type { SessionStore } from './session/session-store.js'
import type { Settings } from './settings/settings.js'
import type { OnStatement } from './store/database.js'
import { purgeRegularly } from './store/purge.js'
import { openStore, type Store } from './store/store.js'
import { createViews } from './views/index.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A server that listens. */
export interface Running {
  readonly url: string
  readonly store: Store
  /** Valid access tokens of the providers, for whoever embeds the server. */
  readonly providerTokens: AccountTokens
  /** Lingers, finishes what is under way (for at most ten seconds), then lets go of everything. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly settings: Settings
  readonly log: Logger
  /** Hears every database statement. */
  readonly onStatement?: OnStatement
  readonly now?: () => Date
  /**
   * How long it goes on answering when it is to stop, so that those who send it requests can notice: it is not ready, and
   * every answer closes its connection. Not at all unless this is said.
   */
  readonly lingerMs?: number
  /** Makes the ways out to providers. */
  readonly openOutbound?: typeof createOutbound
}

/**
 * Starts the server on an up-to-date database.
 * @throws SettingsError with all faults of the backends; MigrationError when the database does not fit this release
 */
export async function startServer({
  settings,
  log,
  onStatement,
  now = () => new Date(),
  lingerMs = 0,
  openOutbound = createOutbound,
}: ServerOptions): Promise<Running> {
  const views = createViews({
    folder: ROOT,
    basePath: settings.basePath,
    production: settings.production,
  })
  let backends: OpenBackends | null = null
  let kept: SessionStore | null = null
  let watched: Server | null = null
  const stopping = new AbortController()
  const store = openStore(settings.databaseUrl, onStatement)
  const vault = new Vault(settings.encryptionKeys)
  const letGo = async () => {
    backends?.close()
    if (watched !== null) await closeServer(watched)
    await kept?.close()
    await store.close()
  }
  try {
    await requireMigrated(store, settings.databaseUrl)
    kept = await openSessionStore({ settings, store, vault, log, now })
    backends = await openBackends({ settings, store, vault, views, log, now, openOutbound })
    const { registry, added, inquiry, demo } = backends
    const outbox = openOutbox(settings, log)
    const metrics = new Metrics()
    const journal = new Journal({ store, log })
    const { koa, upgrades, sockets, providerTokens } = createApp({
      settings,
      store,
      vault,
      kept,
      registry,
      added,
      inquiry,
      views,
      log,
      outbox,
      metrics,
      journal,
      now,
      demo,
      stopping: stopping.signal,
    })
    // Koa answers every failure itself, so its promise has nothing to tell.
    const answer = koa.callback()
    const server = createHttpServer(answer, stopping.signal)
    upgrades.listen(server, answer)
    watched = await openMetrics({ metrics, sockets, settings, store, now })
    await listen(server, settings, 'PORT or HOST')
    const stopPurging = purgeRegularly(store, now, (error) => {
      log.error({ err: error }, 'expired rows could not be purged')
    })
    const stopResealing = resealInBackground(store, vault, log)
    const close = async () => {
      stopping.abort()
      if (lingerMs > 0) await setTimeout(lingerMs)
      stopPurging()
      await stopResealing()
      await Promise.all([sockets.close(), closeServer(server)])
      await outbox?.close()
      await journal.close()
      await letGo()
    }
    return { url: settings.baseUrl, store, providerTokens, close }
  } catch (error) {
    await letGo()
    throw error
  }
}
