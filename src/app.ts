import Koa from 'koa'
import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import type { AddedBackends } from './backends/added-backends.js'
import type { Inquiry } from './backends/inquiry.js'
import type { Registry } from './backends/registry.js'
import { Signer } from './crypto/signer.js'
import type { Vault } from './crypto/vault.js'
import { houseOf } from './house.js'
import type { Journal } from './journal/journal.js'
import { LiveSockets } from './live/sockets.js'
import { Upgrades } from './live/upgrades.js'
import type { Outbox } from './mail/outbox.js'
import { AccountTokens } from './provider-tokens/account-tokens.js'
import type { Metrics } from './metrics/metrics.js'
import { faceOf } from './routes/face.js'
import { health } from './routes/health.js'
import { routerOf } from './routes/router.js'
import { announcedSessions } from './session/announced-sessions.js'
import { Carrier } from './session/carrier.js'
import { endOfAccount } from './session/end-of-account.js'
import type { SessionStore } from './session/session-store.js'
import { Sessions } from './session/sessions.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'
import type { Views } from './views/index.js'
import { accessLog } from './web/access-log.js'
import { arrival } from './web/arrival.js'
import { crossOrigin } from './web/cross-origin.js'
import { failures } from './web/failures.js'
import { readBodies } from './web/forms.js'
import { securityHeaders } from './web/headers.js'
import { hostGuard } from './web/host-guard.js'
import { measure } from './web/measure.js'
import { speaksOAuth } from './web/oauth-error.js'
import { originGuard } from './web/origin-guard.js'
import { ownProof } from './web/own-proof.js'
import { serverMetadata } from './web/server-metadata.js'
import { TrustedProxies } from './web/proxy.js'
import { staticFiles } from './web/static.js'
import { traceSignIns } from './web/trace-sign-ins.js'

export interface AppParts {
  readonly settings: Settings
  readonly store: Store
  readonly vault: Vault
  /** Where sessions are kept. */
  readonly kept: SessionStore
  readonly registry: Registry
  readonly added: AddedBackends
  readonly inquiry: Inquiry
  readonly views: Views
  readonly log: Logger
  /** Where mails are posted; null where no mail can be sent. */
  readonly outbox: Outbox | null
  readonly metrics: Metrics
  readonly journal: Journal
  /** In development. */
  readonly demo: Middleware | null
  readonly now: () => Date
  /** Over when the server is to stop. */
  readonly stopping: AbortSignal
}

/** The application, and what of it a server must know besides. */
export interface App {
  readonly koa: Koa
  /** Requests for another protocol, which a server must hand over. */
  readonly upgrades: Upgrades
  /** Open sockets, which must be told when the server stops. */
  readonly sockets: LiveSockets
  readonly providerTokens: AccountTokens
}

/** Puts the application together; all wiring is here, and nothing else is. */
export function createApp(parts: AppParts): App {
  const { settings, store, vault, views, log, metrics, now } = parts
  const { basePath } = settings
  const app = new Koa()
  const signer = new Signer(settings.sessionKeys)
  const proxies = new TrustedProxies(settings.trustProxy)
  const gate = `${basePath}/forward-auth`
  const { cookie, idleLifetimeMs, maxLifetimeMs } = settings.session
  const kept = announcedSessions(parts.kept, (...gone) => {
    sockets.sessionGone(...gone)
  })
  const sessions = new Sessions({ kept, store, signer, idleLifetimeMs, maxLifetimeMs, now })
  const upgrades = new Upgrades()
  const sockets = new LiveSockets({ sessions, log, now })
  const carrier = new Carrier({
    app,
    sessions,
    cookie,
    // A start does not ask, and a callback only when it matters: a returning sign-in costs one statement and four.
    loads: (path) =>
      !/^\/(?:complete|log(?:in|out))\//.test(path.slice(basePath.length)) && !speaksOAuth(path, basePath),
  })
  const providerTokens = new AccountTokens({ ...parts, vault, endSessions: endOfAccount(sessions) })
  const made = { sessions, carrier, proxies, upgrades, sockets, providerTokens }
  const house = houseOf(settings, { vault, sendsMail: parts.outbox !== null })
  const router = routerOf({ ...parts, ...made, house, signer, vault })
  const layers: readonly Middleware[] = [
    securityHeaders(settings.origin.startsWith('https:')),
    accessLog(log),
    measure(metrics),
    traceSignIns({ ...parts, proxies }),
    failures({
      ...{ views, log, baseUrl: settings.baseUrl, basePath },
      visitor: async (ctx, lookUp) => {
        const current = carrier.current(ctx) ?? (lookUp ? await carrier.load(ctx) : null)
        return current && { face: faceOf(current.user), admin: current.user.admin }
      },
    }),
    health(
      { database: () => store.queryRows('SELECT 1 AS "one"'), sessions: () => sessions.ping() },
      parts.stopping,
      log,
    ),
    arrival(settings, signer, proxies, now),
    hostGuard(new URL(settings.baseUrl), proxies, (path) => path === gate),
    crossOrigin(settings, settings.allowedApiOrigins),
    originGuard(settings.origin, ownProof(basePath)),
    serverMetadata(settings),
    staticFiles(views.assets, basePath),
    ...(parts.demo ? [parts.demo] : []),
    carrier.middleware,
    readBodies(),
  ]
  ;[...layers, router.routes(), router.allowedMethods()].forEach((layer) => app.use(layer))
  app.on('error', (error: unknown) => {
    log.error({ err: error }, 'a response could not be sent')
  })
  return { koa: app, upgrades, sockets, providerTokens }
}
