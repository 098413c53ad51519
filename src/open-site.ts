import type { Server } from 'node:http'
import { Marks } from './backends/marks/marks.js'
import { createApp, type PortcullisApp } from './app.js'
import { TraceWriter } from './audit/trace-writer.js'
import { Encrypter } from './crypto/encryption.js'
import type { ServerOptions } from './embedding.js'
import { Events } from './events/events.js'
import { RECEIVER_TIMEOUT_MS } from './events/receivers.js'
import { type Extensions, NO_EXTENSIONS } from './extensions.js'
import { createHttpClient } from './http-client/http-client.js'
import { closeServer } from './http-server.js'
import { Locales } from './locales/locales.js'
import type { Mailer } from './mail/mailer.js'
import { createMailQueue } from './mail/queue.js'
import { Metrics } from './metrics.js'
import { currentReference } from './middleware/request-context.js'
import { createViews } from './pages/render.js'
import { ROOT } from './package-root.js'
import type { SessionStore } from './sessions/session-store.js'
import { createSessionStore } from './sessions/stores/open.js'
import type { Settings } from './settings/settings.js'
import { type BackendDeps, openBackends, type OpenedBackends } from './open-backends.js'
import { startMetricsServer } from './metrics-server.js'
import { CachedCounts } from './store/cached-counts.js'
import { EventSink } from './store/event-recording.js'
import type { MeasureStatement, OnStatement } from './store/executor.js'
import { reencryptInBackground } from './store/key-rotation.js'
import { assertMigrated } from './store/migration-state.js'
import { schedulePurging } from './store/purge-schedule.js'
import { openStore, type Store } from './store/store.js'

export interface OpenSiteOptions extends Omit<ServerOptions, 'drainDelayMs'> {
  /** What the configuration adds in code. */
  readonly extensions?: Extensions
  /** Called with every database statement. */
  readonly onStatement?: OnStatement
  /** Creates the HTTP clients that call providers. */
  readonly httpClientFactory?: typeof createHttpClient
  /** Sends emails, instead of the mail server of the settings. */
  readonly mailer?: Mailer | null
  /** The number of lines that the log could not write, for the metrics. */
  readonly droppedLogLines?: () => number
}

/** A site that works, behind no server yet. */
export interface OpenedSite {
  readonly settings: Settings
  readonly extensions: Extensions
  readonly app: PortcullisApp
  readonly store: Store
  readonly events: Events
  readonly clock: () => Date
  readonly reload: OpenedBackends['reload']
  /** Whether people can sign in with a provider. */
  readonly hasProviders: () => boolean
  readonly hasDemo: boolean
  /** Aborted when the site begins to stop. */
  readonly stopping: AbortSignal
  /**
   * Stops. First load balancers can notice, then requests in progress end, then everything is closed.
   * @param drain resolves when it is time to refuse new requests
   * @param endRequests resolves when all requests have ended
   */
  close(drain: () => Promise<unknown>, endRequests: () => Promise<unknown>): Promise<void>
}

/**
 * Opens a site on an up-to-date database: its services, and what runs beside the requests.
 * @throws SettingsError with all errors of the backends; MigrationError when the database does not match this release
 */
export async function openSite({
  settings,
  extensions = NO_EXTENSIONS,
  log,
  onStatement,
  clock = () => new Date(),
  httpClientFactory = createHttpClient,
  mailer = null,
  droppedLogLines = () => 0,
}: OpenSiteOptions): Promise<OpenedSite> {
  const locales = new Locales({ ...extensions.locales, offered: settings.languages })
  const marks = new Marks()
  const views = createViews({
    folder: ROOT,
    marks,
    basePath: settings.basePath,
    production: settings.production,
    locales,
    ownPages: { '': settings.home, login: settings.pages.login, account: settings.pages.account },
    without: settings.without,
    theme: { ...settings.theme, ...extensions.theme },
    onThemeError: (page, reason) => {
      log.error({ page, reason }, 'a template of the theme failed, so the page is shown without the theme')
    },
  })
  let backends: OpenedBackends | null = null
  let sessionStore: SessionStore | null = null
  let metricsServer: Server | null = null
  let events: Events | null = null
  const stopping = new AbortController()
  const metrics = new Metrics()
  // Without a reader of the metrics, statements need not be measured.
  const measure: MeasureStatement | undefined = settings.metrics
    ? (work) => metrics.statement(work)
    : undefined
  const sink = new EventSink(clock, currentReference)
  const store = await openStore(settings.databaseUrl, {
    events: sink,
    prepared: settings.databasePrepared,
    poolSize: settings.databasePoolSize,
    onPreparingStopped: () => {
      log.warn(
        'Postgres does not have the statements that were prepared, as behind a pooler in transaction mode: set DATABASE_PREPARED=false',
      )
    },
    ...(onStatement ? { onStatement } : {}),
    ...(measure ? { measure } : {}),
  })
  const encrypter = new Encrypter(settings.encryptionKeys, () => {
    metrics.oldKeyUse('ENCRYPTION_KEYS')
  })
  const dispose = async () => {
    await events?.close()
    backends?.close()
    if (metricsServer !== null) await closeServer(metricsServer)
    await sessionStore?.close()
    await store.close()
  }
  try {
    await assertMigrated(settings.databaseUrl)
    sessionStore = await createSessionStore({ settings, store, encrypter, log, clock })
    backends = await openBackends({
      settings,
      extensions,
      store,
      encrypter,
      views,
      marks,
      log,
      metrics,
      clock,
      httpClientFactory,
    })
    const onMailResult = (result: 'sent' | 'failed' | 'dropped') => {
      metrics.email(result)
    }
    const mailQueue = createMailQueue(settings, log, onMailResult, mailer)
    const counts = new CachedCounts(store, clock)
    const traceWriter = new TraceWriter({ store, log, retentionMs: settings.events.retentionMs })
    events = createEvents({ settings, extensions, store, sink, log, metrics, clock, httpClientFactory })
    const app = createApp({
      settings,
      extensions,
      store,
      encrypter,
      sessionStore,
      backends,
      views,
      locales,
      log,
      mailQueue,
      metrics,
      counts,
      traceWriter,
      events,
      clock,
      demo: backends.demo,
      stopping: stopping.signal,
    })
    const { sockets } = app
    metricsServer = await startMetricsServer({
      metrics,
      droppedLogLines,
      sockets,
      mailQueue,
      settings,
      counts,
      events,
    })
    await events.start()
    const stopPurging = schedulePurging({
      store,
      log,
      clock,
      limits: { signIns: settings.events.maxSignIns },
      onRun: ({ rows, seconds }) => {
        metrics.purge(rows, seconds)
      },
    })
    const stopReencrypting = reencryptInBackground(store, encrypter, log)
    const started = backends
    return {
      settings,
      extensions,
      app,
      store,
      events,
      clock,
      stopping: stopping.signal,
      reload: (rawBackends) => started.reload(rawBackends),
      hasProviders: () => started.registry.list().length > 0,
      hasDemo: started.demo !== null,
      close: async (drain, endRequests) => {
        stopping.abort()
        await drain()
        await Promise.all([stopPurging(), stopReencrypting()])
        await Promise.all([sockets.close(), endRequests()])
        await mailQueue?.close()
        await traceWriter.close()
        await dispose()
      },
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** The receivers of events: the webhooks of the settings, and what the configuration adds in code. */
function createEvents({
  settings,
  extensions,
  metrics,
  httpClientFactory,
  ...deps
}: Omit<BackendDeps, 'encrypter' | 'views' | 'marks'> & { readonly sink: EventSink }): Events {
  const fetch = httpClientFactory({
    allowPrivate: settings.allowInsecureIssuers,
    callTimeoutMs: RECEIVER_TIMEOUT_MS,
    ...settings.network,
  })
  return new Events({
    ...deps,
    webhooks: settings.webhooks,
    handlers: extensions.on,
    extension: extensions.user,
    fetch,
    onAttempt: ({ key }, result) => {
      metrics.eventDelivery(key, result)
    },
  })
}
