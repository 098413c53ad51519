import Koa, { type Middleware } from 'koa'
import type { Logger } from 'pino'
import type { TraceWriter } from './audit/trace-writer.js'
import { PasswordBackend } from './backends/password/backend.js'
import { PasswordHasher } from './backends/password/hasher.js'
import type { Encrypter } from './crypto/encryption.js'
import { Signer } from './crypto/signing.js'
import type { Events } from './events/events.js'
import type { Extensions } from './extensions.js'
import { Attempts } from './flows/attempts.js'
import { EmailCodes } from './flows/email-codes.js'
import { Partials } from './flows/partials.js'
import { SiteDoctor } from './doctor/site-doctor.js'
import { Invitations } from './flows/invitations.js'
import { Setup } from './flows/setup.js'
import { Tickets } from './flows/tickets.js'
import { MessageHandler } from './live/message-handler.js'
import { LiveSockets, Upgrades } from './live/socket-server.js'
import type { Locales } from './locales/locales.js'
import type { MailQueue } from './mail/queue.js'
import type { Metrics } from './metrics.js'
import { dropUnreadBodies, parseBodies } from './middleware/body.js'
import { TrustedProxies } from './middleware/client-info.js'
import { cors } from './middleware/cors.js'
import { createCsrfExemption, originGuard } from './middleware/csrf.js'
import { errorHandler } from './middleware/error-handler.js'
import { hostGuard } from './middleware/host-guard.js'
import { isOAuthEndpoint } from './middleware/oauth-errors.js'
import { oauthMetadata } from './middleware/oauth-metadata.js'
import { createLanguageChooser } from './middleware/language.js'
import { proxyProbe } from './middleware/proxy-probe.js'
import { rememberRequest } from './middleware/request-context.js'
import { accessLog, requestMetrics, requestSpan } from './middleware/request-log.js'
import { securityHeaders } from './middleware/security-headers.js'
import { markFiles } from './middleware/mark-files.js'
import { staticFiles } from './middleware/static.js'
import { traceSignIns } from './middleware/trace-sign-ins.js'
import type { Views } from './pages/render.js'
import { createSitePolicy } from './pipeline/facts.js'
import { ProviderTokenService } from './provider-tokens/service.js'
import { RateLimiter } from './rate-limit/rate-limiter.js'
import { toUserSummary } from './routes/current-user.js'
import { health } from './routes/health.js'
import { createPathCheck, redirectTrailingSlash, toSite } from './routes/own-paths.js'
import { createRouter } from './routes/router.js'
import { createMailServices } from './routes/services.js'
import type { BackendServices, FlowServices, HttpServices, Services } from './routes/services.js'
import { BrowserCookie } from './sessions/browser-cookie.js'
import { KnownBrowsers } from './sessions/known-browsers.js'
import { RememberedBackend } from './sessions/remembered-backend.js'
import { SharedComputer } from './sessions/shared-computer.js'
import { endAccountSessions, withEndEvents } from './sessions/end-events.js'
import { HttpSessions } from './sessions/http-sessions.js'
import type { SessionStore } from './sessions/session-store.js'
import { Sessions } from './sessions/sessions.js'
import type { Settings } from './settings/settings.js'
import type { CachedCounts } from './store/cached-counts.js'
import type { Store } from './store/store.js'

export interface AppDeps {
  readonly settings: Settings
  readonly extensions: Extensions
  readonly store: Store
  readonly encrypter: Encrypter
  /** Stores the sessions. */
  readonly sessionStore: SessionStore
  readonly backends: Pick<BackendServices, 'registry' | 'dynamic' | 'discovery' | 'marks' | 'emailLogin'>
  readonly views: Views
  /** The languages of pages and emails. */
  readonly locales: Locales
  readonly log: Logger
  /** Sends emails; null when the site cannot send mail. */
  readonly mailQueue: MailQueue | null
  readonly metrics: Metrics
  readonly counts: CachedCounts
  readonly traceWriter: TraceWriter
  readonly events: Events
  /** Demo ID; only in development. */
  readonly demo: Middleware | null
  readonly clock: () => Date
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/** The application, and the parts that the server must know. */
export interface PortcullisApp {
  readonly koa: Koa
  /** What the routes work with. */
  readonly services: Services
  /** Whether a program that embeds the site leaves this request to it. */
  ownsRequest(method: string, path: string): boolean
  /** Upgrade requests, which the server must pass on. */
  readonly upgrades: Upgrades
  /** Open sockets, which must be closed when the server stops. */
  readonly sockets: LiveSockets
  readonly providerTokens: ProviderTokenService
}

/** Puts the application together: services, then the middleware in the order in which a request passes it. */
export function createApp(deps: AppDeps): PortcullisApp {
  const { settings, store, views, log, metrics, clock, stopping } = deps
  const { origin, baseUrl, basePath } = settings
  const app = new Koa()
  const signer = new Signer(settings.sessionKeys, () => {
    metrics.oldKeyUse('SESSION_KEYS')
  })
  const services = createServices(deps, app, signer)
  const { sessions, live, backends } = services
  const { sessions: httpSessions, trustedProxies, languages } = services.http
  const forwardAuthPath = `${basePath}/forward-auth`
  const router = createRouter(services)
  const layers: readonly Middleware[] = [
    dropUnreadBodies(),
    securityHeaders(origin.startsWith('https:')),
    rememberRequest(() => deps.events.areRecorded),
    languages.middleware,
    requestSpan(),
    accessLog({
      log,
      trustedProxies,
      currentUserId: (ctx) => httpSessions.current(ctx)?.user.id ?? null,
    }),
    requestMetrics(metrics),
    traceSignIns({ ...deps, trustedProxies }),
    errorHandler({
      views,
      log,
      baseUrl,
      basePath,
      errorPage: settings.pages.error,
      providerLabel: (backend) => backends.registry.get(backend)?.label ?? null,
      currentUser: async (ctx, shouldLoad) => {
        const current = httpSessions.current(ctx) ?? (shouldLoad ? await httpSessions.load(ctx) : null)
        return (
          current && {
            summary: toUserSummary(current.user),
            isAdmin: current.user.admin && !settings.without.has('admin'),
          }
        )
      },
    }),
    health(
      {
        database: {
          ping: () => store.queryRows('SELECT 1 AS "one"'),
          checkWritable: () => store.checkWritable(clock()),
        },
        sessions,
      },
      stopping,
      log,
    ),
    proxyProbe(settings, signer, trustedProxies, clock),
    hostGuard(new URL(baseUrl), trustedProxies, (path) => path === forwardAuthPath),
    cors(settings, settings.allowedApiOrigins),
    originGuard(origin, createCsrfExemption(basePath)),
    ...(settings.without.has('devices') ? [] : [oauthMetadata(settings)]),
    markFiles({ marks: backends.marks, store, basePath }),
    staticFiles({ views, clock, ...settings }),
    ...(deps.demo ? [deps.demo] : []),
    httpSessions.middleware,
    parseBodies(),
  ]
  ;[...layers, router.routes(), router.allowedMethods(), redirectTrailingSlash(router, basePath)].forEach(
    (layer) => app.use(layer),
  )
  app.on('error', (error: unknown) => {
    log.error({ err: error }, 'a response could not be sent')
  })
  const ownsRequest = createPathCheck(settings, { router, assets: views.assets, hasDemo: deps.demo !== null })
  return { koa: app, services, ownsRequest, ...live, providerTokens: backends.providerTokens }
}

/** Makes what the routes work with. */
function createServices(deps: AppDeps, app: Koa, signer: Signer): Services {
  const { settings, extensions, store, encrypter, log, mailQueue, metrics, counts, views, clock } = deps
  const { cookie, idleLifetimeMs, maxLifetimeMs } = settings.session
  const sessionStore = withEndEvents(deps.sessionStore, (...ended) => {
    sockets.onSessionEnded(...ended)
  })
  const sessions = new Sessions({ sessionStore, store, signer, idleLifetimeMs, maxLifetimeMs, clock })
  const sockets = new LiveSockets({ sessions, log, clock })
  const rateLimiter = new RateLimiter(store, clock, (rule) => {
    metrics.limitHit(rule)
  })
  const hasher = new PasswordHasher()
  const backends: BackendServices = {
    ...deps.backends,
    password: settings.passwordLogin ? new PasswordBackend({ store, rateLimiter, hasher, clock }) : null,
    passwordHasher: hasher,
    providerTokens: new ProviderTokenService({
      registry: deps.backends.registry,
      store,
      encrypter,
      log,
      clock,
      endSessions: endAccountSessions(sessions),
    }),
  }
  const flowDeps = { store, encrypter, clock }
  const flows: FlowServices = {
    attempts: new Attempts(flowDeps),
    partials: new Partials(flowDeps),
    emailCodes: new EmailCodes(flowDeps),
    tickets: new Tickets({ ...flowDeps, sessions, log }),
    setup: new Setup({ store, sessions, clock }),
    invitations: new Invitations({ store, sessions, clock }),
  }
  const sharedComputer = new SharedComputer({ attributes: cookie, basePath: settings.basePath })
  const http: HttpServices = {
    sessions: new HttpSessions({
      app,
      sessions,
      cookie,
      sharedComputer,
      shouldLoad: loadsSession(settings.basePath),
    }),
    sharedComputer,
    sessionCookie: cookie,
    browserCookie: new BrowserCookie({ attributes: cookie, signer, clock }),
    knownBrowsers: new KnownBrowsers({ attributes: cookie, basePath: settings.basePath, signer, clock }),
    rememberedBackend: new RememberedBackend({
      attributes: cookie,
      basePath: settings.basePath,
      signer,
      clock,
    }),
    trustedProxies: new TrustedProxies(settings.trustProxy),
    languages: createLanguageChooser(deps, cookie, (ctx) => http.sessions.current(ctx)?.user ?? null),
  }
  const site = { ...toSite(settings), ...createSitePolicy(settings, { canSendMail: mailQueue !== null }) }
  const { pipelines, user: userExtension } = extensions
  const shared = {
    site,
    pipelines,
    userExtension,
    store,
    encrypter,
    backends,
    flows,
    sessions,
    metrics,
    counts,
    clock,
  }
  const messageHandler = new MessageHandler({ ...shared, traceWriter: deps.traceWriter, log })
  return {
    ...shared,
    http,
    live: { upgrades: new Upgrades(), sockets, messageHandler },
    events: deps.events,
    ...createMailServices(mailQueue, settings, { ...http, locales: deps.locales, clock }),
    rateLimiter,
    views,
    doctor: new SiteDoctor({ settings, userExtension, store, clock }),
    settingSources: settings.sources,
  }
}

/** The start of a sign-in loads no session, and a callback only where it matters: a sign-in costs 1 + 4 statements. */
function loadsSession(basePath: string): (path: string) => boolean {
  return (path) =>
    !/^\/(?:complete|log(?:in|out))\//.test(path.slice(basePath.length)) && !isOAuthEndpoint(path, basePath)
}
