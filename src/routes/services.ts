import type { Context } from 'koa'
import type { TraceWriter } from '../audit/trace-writer.js'
import type { ProviderDiscovery } from '../backends/discovery.js'
import type { DynamicBackends } from '../backends/dynamic-backends.js'
import type { PasswordBackend } from '../backends/password/backend.js'
import type { PasswordHasher } from '../backends/password/hasher.js'
import type { Registry } from '../backends/registry.js'
import { PortcullisError } from '../errors.js'
import type { Attempts } from '../flows/attempts.js'
import type { EmailCodes } from '../flows/email-codes.js'
import type { Partials } from '../flows/partials.js'
import type { Tickets } from '../flows/tickets.js'
import type { MessageHandler } from '../live/message-handler.js'
import type { LiveSockets, Upgrades } from '../live/socket-server.js'
import type { MailQueue } from '../mail/queue.js'
import type { EmailTemplates } from '../mail/templates.js'
import type { Metrics } from '../metrics.js'
import { readForm, singleParam } from '../middleware/body.js'
import type { TrustedProxies } from '../middleware/client-info.js'
import type { Views } from '../pages/render.js'
import type { SitePolicy } from '../pipeline/facts.js'
import type { ProviderTokenService } from '../provider-tokens/service.js'
import type { RateLimiter } from '../rate-limit/rate-limiter.js'
import type { BrowserCookie } from '../sessions/browser-cookie.js'
import type { CookieAttributes } from '../sessions/cookies.js'
import type { HttpSessions } from '../sessions/http-sessions.js'
import type { ClientInfo, CurrentSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Site } from '../site.js'
import type { Store } from '../store/store.js'

/** What the routes are made of; `createApp` puts it together. */
export interface Services {
  readonly site: Site
  readonly store: Store
  readonly registry: Registry
  readonly dynamicBackends: DynamicBackends
  readonly discovery: ProviderDiscovery
  readonly attempts: Attempts
  readonly partials: Partials
  readonly sessions: Sessions
  readonly httpSessions: HttpSessions
  /** Attributes of the session cookie. */
  readonly cookie: CookieAttributes
  readonly browserCookie: BrowserCookie
  readonly policy: SitePolicy
  readonly rateLimiter: RateLimiter
  readonly metrics: Metrics
  readonly traceWriter: TraceWriter
  readonly hasher: PasswordHasher
  /** Null when local passwords are switched off. */
  readonly passwordBackend: PasswordBackend | null
  /** Whether the sessions are kept in a place that can list them. */
  readonly canListSessions: boolean
  /** Whether they are kept where the database knows only by marks that a provider has ended them. */
  readonly usesTombstones: boolean
  readonly emailCodes: EmailCodes
  readonly providerTokens: ProviderTokenService
  /** Null where no mail can be sent. */
  readonly mail: MailServices | null
  readonly upgrades: Upgrades
  readonly sockets: LiveSockets
  readonly messageHandler: MessageHandler
  readonly tickets: Tickets
  readonly views: Views
  readonly trustedProxies: TrustedProxies
  readonly clock: () => Date
}

/** What is written to people, and the way it goes to them. */
export interface MailServices {
  readonly mailQueue: Pick<MailQueue, 'enqueue'>
  readonly emailTemplates: EmailTemplates
}

/** The one value of a query parameter, or null when it is absent, repeated, empty or too long. */
export function queryParam(ctx: Context, name: string): string | null {
  return singleParam(new URLSearchParams(ctx.querystring), name)
}

/**
 * The signed-in visitor of a form, with the proof that the form is theirs.
 * @throws PortcullisError csrf_failed without proof, login_required when the session has ended
 */
export function requireCsrf(services: Services, ctx: Context): CurrentSession {
  const csrfToken = singleParam(readForm(ctx), '_csrf')
  if (csrfToken === null || !services.httpSessions.verifyCsrf(ctx, csrfToken)) {
    throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another session' })
  }
  const current = services.httpSessions.current(ctx)
  if (!current) throw new PortcullisError('login_required')
  return current
}

const MAX_USER_AGENT_LENGTH = 300

/** Where the visitor of this request sits. */
export function clientInfo(services: Pick<Services, 'trustedProxies'>, ctx: Context): ClientInfo {
  return {
    userAgent: ctx.get('User-Agent').slice(0, MAX_USER_AGENT_LENGTH) || null,
    address: services.trustedProxies.clientAddress(ctx.req),
  }
}

/** Redirects after a POST or to another page; 303, so that no body is ever sent again. */
export function redirect(ctx: Context, location: string): void {
  ctx.status = 303
  ctx.set('Location', location)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = ''
}

/** Sends a page that is made for this visitor and must not be kept. */
export function sendPage(ctx: Context, html: string): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.type = 'html'
  ctx.body = html
}
