import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createApp } from './app.js'
import { TraceWriter } from './audit/trace-writer.js'
import { Encrypter } from './crypto/encryption.js'
import type { PortcullisServer, ServerOptions } from './embedding.js'
import { type Extensions, NO_EXTENSIONS } from './extensions.js'
import { createHttpClient } from './http-client/http-client.js'
import { closeServer, createHttpServer, listen } from './http-server.js'
import { createMailQueue } from './mail/queue.js'
import { Metrics } from './metrics.js'
import { createViews } from './pages/render.js'
import type { SessionStore } from './sessions/session-store.js'
import { createSessionStore } from './sessions/stores/open.js'
import { createBackends, type StartedBackends, startMetricsServer } from './startup.js'
import { CachedCounts } from './store/cached-counts.js'
import type { MeasureStatement, OnStatement } from './store/executor.js'
import { reencryptInBackground } from './store/key-rotation.js'
import { assertMigrated } from './store/migrations.js'
import { schedulePurging } from './store/purge-schedule.js'
import { openStore, type Store } from './store/store.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A running server with its database, which programs that embed the server do not see. */
export interface RunningServer extends PortcullisServer {
  readonly store: Store
}

export interface StartOptions extends ServerOptions {
  /** What the configuration adds in code. */
  readonly extensions?: Extensions
  /** Called with every database statement. */
  readonly onStatement?: OnStatement
  /** Creates the HTTP clients that call providers. */
  readonly httpClientFactory?: typeof createHttpClient
  /** The number of lines that the log could not write, for the metrics. */
  readonly droppedLogLines?: () => number
  /** The file descriptor of a listening socket, which is used instead of host and port. */
  readonly inheritedSocket?: number | null
}

/**
 * Starts the server on an up-to-date database.
 * @throws SettingsError with all errors of the backends; MigrationError when the database does not match this release
 */
export async function startServer({
  settings,
  extensions = NO_EXTENSIONS,
  log,
  onStatement,
  clock = () => new Date(),
  drainDelayMs = 0,
  httpClientFactory = createHttpClient,
  droppedLogLines = () => 0,
  inheritedSocket = null,
}: StartOptions): Promise<RunningServer> {
  const views = createViews({
    folder: ROOT,
    basePath: settings.basePath,
    production: settings.production,
  })
  let backends: StartedBackends | null = null
  let sessionStore: SessionStore | null = null
  let metricsServer: Server | null = null
  const stopping = new AbortController()
  const metrics = new Metrics()
  // Without a reader of the metrics, statements need not be measured.
  const measure: MeasureStatement | undefined = settings.metrics
    ? (work) => metrics.statement(work)
    : undefined
  const store = openStore(settings.databaseUrl, {
    prepared: settings.databasePrepared,
    poolSize: settings.databasePoolSize,
    ...(onStatement ? { onStatement } : {}),
    ...(measure ? { measure } : {}),
  })
  const encrypter = new Encrypter(settings.encryptionKeys, () => {
    metrics.oldKeyUse('ENCRYPTION_KEYS')
  })
  const dispose = async () => {
    backends?.close()
    if (metricsServer !== null) await closeServer(metricsServer)
    await sessionStore?.close()
    await store.close()
  }
  try {
    await assertMigrated(settings.databaseUrl)
    sessionStore = await createSessionStore({ settings, store, encrypter, log, clock })
    backends = await createBackends({
      ...{ settings, extensions, store, encrypter, views, log, metrics, clock, httpClientFactory },
    })
    const mailQueue = createMailQueue(settings, log, (result) => {
      metrics.email(result)
    })
    const counts = new CachedCounts(store, clock)
    const traceWriter = new TraceWriter({ store, log, retentionMs: settings.events.retentionMs })
    const { koa, upgrades, sockets, providerTokens } = createApp({
      settings,
      extensions,
      store,
      encrypter,
      sessionStore,
      backends,
      views,
      log,
      mailQueue,
      metrics,
      counts,
      traceWriter,
      clock,
      demo: backends.demo,
      stopping: stopping.signal,
    })
    // Koa handles every error itself, so its promise has no result.
    const handler = koa.callback()
    const server = createHttpServer(handler, stopping.signal)
    upgrades.attach(server, handler)
    metricsServer = await startMetricsServer({
      metrics,
      droppedLogLines,
      sockets,
      mailQueue,
      settings,
      counts,
    })
    await listen(server, { ...settings, inherited: inheritedSocket }, 'PORT or HOST')
    const stopPurging = schedulePurging({
      ...{ store, log, clock, limits: { signIns: settings.events.maxSignIns } },
      onRun: ({ rows, seconds }) => {
        metrics.purge(rows, seconds)
      },
    })
    const stopReencrypting = reencryptInBackground(store, encrypter, log)
    const close = async () => {
      stopping.abort()
      if (drainDelayMs > 0) await setTimeout(drainDelayMs)
      await Promise.all([stopPurging(), stopReencrypting()])
      await Promise.all([sockets.close(), closeServer(server)])
      await mailQueue?.close()
      await traceWriter.close()
      await dispose()
    }
    const started = backends
    return {
      ...{ url: settings.baseUrl, store, providerTokens, close },
      reload: ({ rawBackends }) => started.reload(rawBackends),
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
