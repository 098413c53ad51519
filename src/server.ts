import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createApp } from './app.js'
import { Vault } from './crypto/vault.js'
import { openOutbox } from './mail/open-outbox.js'
import { openBackends, type OpenBackends } from './open-backends.js'
import { Metrics } from './metrics/metrics.js'
import type { MetricsListener } from './metrics/metrics-listener.js'
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
const CLOSE_PATIENCE_MS = 10_000
/** How long a request may take to arrive: its headers, all of it; looked after so often. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 }

/** A server that listens. */
export interface Running {
  readonly url: string
  readonly store: Store
  /** Valid access tokens of the providers, for whoever embeds the server. */
  readonly providerTokens: AccountTokens
  /** Finishes what is under way (for at most ten seconds), then lets go of everything. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly settings: Settings
  readonly log: Logger
  /** Hears every database statement. */
  readonly onStatement?: OnStatement
  readonly now?: () => Date
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
  openOutbound = createOutbound,
}: ServerOptions): Promise<Running> {
  const views = createViews({
    folder: ROOT,
    basePath: settings.basePath,
    production: settings.production,
  })
  let backends: OpenBackends | null = null
  let kept: SessionStore | null = null
  let watched: MetricsListener | null = null
  const store = openStore(settings.databaseUrl, onStatement)
  const vault = new Vault(settings.encryptionKeys)
  const letGo = async () => {
    backends?.close()
    await watched?.close()
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
    })
    // Koa answers every failure itself, so its promise has nothing to tell.
    const answer = koa.callback()
    const server = createServer(PATIENCE, (request, response) => void answer(request, response))
    upgrades.listen(server, answer)
    watched = await openMetrics({ metrics, sockets, settings, store, now })
    await listen(server, settings)
    const stopPurging = purgeRegularly(store, now, (error) => {
      log.error({ err: error }, 'expired rows could not be purged')
    })
    const stopResealing = resealInBackground(store, vault, log)
    const close = async () => {
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

async function listen(server: Server, { host, port }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    server.closeAllConnections()
  }, CLOSE_PATIENCE_MS)
  await closed
  clearTimeout(timer)
}
