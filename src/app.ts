import Koa, { type Middleware } from 'koa'
import type { Logger } from 'pino'
import type { TraceWriter } from './audit/trace-writer.js'
import type { ProviderDiscovery } from './backends/discovery.js'
import type { DynamicBackends } from './backends/dynamic-backends.js'
import type { Registry } from './backends/registry.js'
import type { Encrypter } from './crypto/encryption.js'
import { Signer } from './crypto/signing.js'
import { LiveSockets, Upgrades } from './live/socket-server.js'
import type { MailQueue } from './mail/queue.js'
import type { Metrics } from './metrics.js'
import { parseBodies } from './middleware/body.js'
import { TrustedProxies } from './middleware/client-info.js'
import { cors } from './middleware/cors.js'
import { createCsrfExemption, originGuard } from './middleware/csrf.js'
import { errorHandler } from './middleware/error-handler.js'
import { hostGuard } from './middleware/host-guard.js'
import { isOAuthEndpoint } from './middleware/oauth-errors.js'
import { oauthMetadata } from './middleware/oauth-metadata.js'
import { proxyProbe } from './middleware/proxy-probe.js'
import { accessLog, requestMetrics } from './middleware/request-log.js'
import { securityHeaders } from './middleware/security-headers.js'
import { staticFiles } from './middleware/static.js'
import { traceSignIns } from './middleware/trace-sign-ins.js'
import type { Views } from './pages/render.js'
import { createSitePolicy } from './pipeline/facts.js'
import { ProviderTokenService } from './provider-tokens/service.js'
import { toUserSummary } from './routes/current-user.js'
import { health } from './routes/health.js'
import { createRouter } from './routes/router.js'
import { endAccountSessions, withEndEvents } from './sessions/end-events.js'
import { HttpSessions } from './sessions/http-sessions.js'
import type { SessionStore } from './sessions/session-store.js'
import { Sessions } from './sessions/sessions.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

export interface AppDeps {
  readonly settings: Settings
  readonly store: Store
  readonly encrypter: Encrypter
  /** Where sessions are kept. */
  readonly sessionStore: SessionStore
  readonly registry: Registry
  readonly dynamicBackends: DynamicBackends
  readonly discovery: ProviderDiscovery
  readonly views: Views
  readonly log: Logger
  /** Where mails are posted; null where no mail can be sent. */
  readonly mailQueue: MailQueue | null
  readonly metrics: Metrics
  readonly traceWriter: TraceWriter
  /** In development. */
  readonly demo: Middleware | null
  readonly clock: () => Date
  /** Over when the server is to stop. */
  readonly stopping: AbortSignal
}

/** The application, and what of it a server must know besides. */
export interface PortcullisApp {
  readonly koa: Koa
  /** Requests for another protocol, which a server must hand over. */
  readonly upgrades: Upgrades
  /** Open sockets, which must be told when the server stops. */
  readonly sockets: LiveSockets
  readonly providerTokens: ProviderTokenService
}

/** Puts the application together; all wiring is here, and nothing else is. */
export function createApp(deps: AppDeps): PortcullisApp {
  const { settings, store, encrypter, views, log, metrics, clock } = deps
  const { basePath } = settings
  const app = new Koa()
  const signer = new Signer(settings.sessionKeys)
  const trustedProxies = new TrustedProxies(settings.trustProxy)
  const forwardAuthPath = `${basePath}/forward-auth`
  const { cookie, idleLifetimeMs, maxLifetimeMs } = settings.session
  const sessionStore = withEndEvents(deps.sessionStore, (...gone) => {
    sockets.onSessionEnded(...gone)
  })
  const sessions = new Sessions({ sessionStore, store, signer, idleLifetimeMs, maxLifetimeMs, clock })
  const upgrades = new Upgrades()
  const sockets = new LiveSockets({ sessions, log, clock })
  const httpSessions = new HttpSessions({
    app,
    sessions,
    cookie,
    // A start does not ask, and a callback only when it matters: a returning sign-in costs one statement and four.
    shouldLoad: (path) =>
      !/^\/(?:complete|log(?:in|out))\//.test(path.slice(basePath.length)) &&
      !isOAuthEndpoint(path, basePath),
  })
  const providerTokens = new ProviderTokenService({
    ...deps,
    encrypter,
    endSessions: endAccountSessions(sessions),
  })
  const created = { sessions, httpSessions, trustedProxies, upgrades, sockets, providerTokens }
  const policy = createSitePolicy(settings, { encrypter, canSendMail: deps.mailQueue !== null })
  const router = createRouter({ ...deps, ...created, policy, signer, encrypter })
  const layers: readonly Middleware[] = [
    securityHeaders(settings.origin.startsWith('https:')),
    accessLog(log),
    requestMetrics(metrics),
    traceSignIns({ ...deps, trustedProxies }),
    errorHandler({
      ...{ views, log, baseUrl: settings.baseUrl, basePath },
      providerLabel: (backend) => deps.registry.get(backend)?.label ?? null,
      currentUser: async (ctx, lookUp) => {
        const current = httpSessions.current(ctx) ?? (lookUp ? await httpSessions.load(ctx) : null)
        return current && { summary: toUserSummary(current.user), isAdmin: current.user.admin }
      },
    }),
    health(
      { database: () => store.queryRows('SELECT 1 AS "one"'), sessions: () => sessions.ping() },
      deps.stopping,
      log,
    ),
    proxyProbe(settings, signer, trustedProxies, clock),
    hostGuard(new URL(settings.baseUrl), trustedProxies, (path) => path === forwardAuthPath),
    cors(settings, settings.allowedApiOrigins),
    originGuard(settings.origin, createCsrfExemption(basePath)),
    oauthMetadata(settings),
    staticFiles(views.assets, basePath),
    ...(deps.demo ? [deps.demo] : []),
    httpSessions.middleware,
    parseBodies(),
  ]
  ;[...layers, router.routes(), router.allowedMethods()].forEach((layer) => app.use(layer))
  app.on('error', (error: unknown) => {
    log.error({ err: error }, 'a response could not be sent')
  })
  return { koa: app, upgrades, sockets, providerTokens }
}
