import Koa from 'koa'
import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import type { DynamicBackends } from './backends/added-backends.js'
import type { ProviderDiscovery } from './backends/inquiry.js'
import type { Registry } from './backends/registry.js'
import { Signer } from './crypto/signer.js'
import type { Encrypter } from './crypto/vault.js'
import { createSitePolicy } from './house.js'
import type { TraceWriter } from './journal/journal.js'
import { LiveSockets } from './live/sockets.js'
import { Upgrades } from './live/upgrades.js'
import type { MailQueue } from './mail/outbox.js'
import { ProviderTokenService } from './provider-tokens/account-tokens.js'
import type { Metrics } from './metrics/metrics.js'
import { toUserSummary } from './routes/face.js'
import { health } from './routes/health.js'
import { createRouter } from './routes/router.js'
import { withEndEvents } from './session/announced-sessions.js'
import { HttpSessions } from './session/carrier.js'
import { endAccountSessions } from './session/end-of-account.js'
import type { SessionStore } from './session/session-store.js'
import { Sessions } from './session/sessions.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'
import type { Views } from './views/index.js'
import { accessLog } from './web/access-log.js'
import { proxyProbe } from './web/arrival.js'
import { cors } from './web/cross-origin.js'
import { errorHandler } from './web/failures.js'
import { parseBodies } from './web/forms.js'
import { securityHeaders } from './web/headers.js'
import { hostGuard } from './web/host-guard.js'
import { requestMetrics } from './web/measure.js'
import { isOAuthEndpoint } from './web/oauth-error.js'
import { originGuard } from './web/origin-guard.js'
import { createCsrfExemption } from './web/own-proof.js'
import { oauthMetadata } from './web/server-metadata.js'
import { TrustedProxies } from './web/proxy.js'
import { staticFiles } from './web/static.js'
import { traceSignIns } from './web/trace-sign-ins.js'

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
