import type { Context } from 'koa'
import type { Backend } from '../backends/backend.js'
import type { ProxiedRequest } from '../backends/code/functions.js'
import type { ProviderDiscovery } from '../backends/discovery.js'
import type { DynamicBackends } from '../backends/dynamic-backends.js'
import type { EmailLogin } from '../backends/email/backend.js'
import type { PasswordBackend } from '../backends/password/backend.js'
import type { PasswordHasher } from '../backends/password/hasher.js'
import type { Marks } from '../backends/marks/marks.js'
import type { Registry } from '../backends/registry.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { SiteDoctor } from '../doctor/site-doctor.js'
import { PortcullisError } from '../errors.js'
import type { Events } from '../events/events.js'
import type { Attempts } from '../flows/attempts.js'
import type { EmailCodes } from '../flows/email-codes.js'
import type { Invitations } from '../flows/invitations.js'
import type { Partials } from '../flows/partials.js'
import type { Setup } from '../flows/setup.js'
import type { Tickets } from '../flows/tickets.js'
import type { MessageHandler } from '../live/message-handler.js'
import type { LiveSockets, Upgrades } from '../live/socket-server.js'
import type { MailQueue } from '../mail/queue.js'
import type { Locales } from '../locales/locales.js'
import type { Translator } from '../locales/translator.js'
import { createEmailTemplates, type EmailTemplates, type MailSite } from '../mail/templates.js'
import type { Metrics } from '../metrics.js'
import { readForm, singleParam } from '../middleware/body.js'
import { browserName, type TrustedProxies } from '../middleware/client-info.js'
import { type LanguageChooser, translatorOf } from '../middleware/language.js'
import type { Views } from '../pages/render.js'
import type { Extensions } from '../extensions.js'
import type { SitePolicy } from '../pipeline/facts.js'
import type { ProviderTokenService } from '../provider-tokens/service.js'
import type { RateLimiter } from '../rate-limit/rate-limiter.js'
import type { BrowserCookie } from '../sessions/browser-cookie.js'
import type { CookieAttributes } from '../sessions/cookies.js'
import type { KnownBrowsers } from '../sessions/known-browsers.js'
import type { RememberedBackend } from '../sessions/remembered-backend.js'
import type { SharedComputer } from '../sessions/shared-computer.js'
import type { HttpSessions } from '../sessions/http-sessions.js'
import type { ClientInfo, CurrentSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Settings } from '../settings/settings.js'
import type { Site } from '../return-to.js'
import type { CachedCounts } from '../store/cached-counts.js'
import type { User } from '../store/models.js'
import type { Store } from '../store/store.js'
import type { UserExtension } from '../user-extension.js'

export { sendPage } from '../middleware/language.js'

/**
 * What the routes work with, in groups; `createApp` puts it together. A function takes the groups that it needs:
 * `{ store, clock }: Pick<Services, 'store' | 'clock'>`.
 */
export interface Services {
  /** Where the site is, its policy, and which of its pages and parts are there. */
  readonly site: Site &
    SitePolicy &
    Pick<
      Settings,
      'pages' | 'without' | 'isEmbedded' | 'profileEditing' | 'loginStart' | 'loginButtons' | 'signInMails'
    >
  /** The steps of sign-ins and of disconnecting. */
  readonly pipelines: Extensions['pipelines']
  /** The roles and fields that the site adds to its users. */
  readonly userExtension: UserExtension
  readonly store: Store
  readonly encrypter: Encrypter
  readonly backends: BackendServices
  readonly flows: FlowServices
  readonly sessions: Sessions
  readonly http: HttpServices
  readonly live: LiveServices
  readonly events: Events
  /** What emails say about the site. */
  readonly mailSite: MailSite
  /** Null when the site cannot send mail. */
  readonly mail: MailServices | null
  readonly rateLimiter: RateLimiter
  readonly metrics: Metrics
  /** Counts of large tables. */
  readonly counts: CachedCounts
  readonly views: Views
  readonly clock: () => Date
  /** The checks of the deployment. */
  readonly doctor: SiteDoctor
  /** Where each setting comes from, without secrets. */
  readonly settingSources: Settings['sources']
}

/** The backends that people sign in with, and the tokens that their providers have issued. */
export interface BackendServices {
  readonly registry: Registry
  /** Backends that administrators have added. */
  readonly dynamic: DynamicBackends
  readonly discovery: ProviderDiscovery
  /** Null when EMAIL_LOGIN is off. */
  readonly emailLogin: EmailLogin | null
  readonly marks: Marks
  /** Null when PASSWORD_LOGIN is off. */
  readonly password: PasswordBackend | null
  readonly passwordHasher: PasswordHasher
  readonly providerTokens: ProviderTokenService
}

/** Flows that wait between two requests. */
export interface FlowServices {
  readonly attempts: Attempts
  readonly partials: Partials
  readonly emailCodes: EmailCodes
  readonly tickets: Tickets
  readonly setup: Setup
  readonly invitations: Invitations
}

/** What an HTTP request carries: its session, its browser ID, its address, its language. */
export interface HttpServices {
  readonly sessions: HttpSessions
  /** Attributes of the session cookie. */
  readonly sessionCookie: CookieAttributes
  readonly browserCookie: BrowserCookie
  readonly knownBrowsers: KnownBrowsers
  readonly rememberedBackend: RememberedBackend
  readonly sharedComputer: SharedComputer
  readonly trustedProxies: TrustedProxies
  readonly languages: LanguageChooser
}

/** Live pages and their sockets. */
export interface LiveServices {
  readonly upgrades: Upgrades
  readonly sockets: LiveSockets
  readonly messageHandler: MessageHandler
}

/** The templates of emails, and the queue that sends them. */
export interface MailServices {
  readonly mailQueue: Pick<MailQueue, 'enqueue' | 'deliver'>
  /** The emails that this request causes, in the language of `translatorFor`. */
  readonly emailTemplates: (ctx: Context, recipient: MailRecipient | null) => EmailTemplates
  /**
   * The language of an email that this request causes: that of its recipient, else that of the request, else the default of
   * the site, which also stands in for the language of an administrator. @param recipient null for an unknown address
   */
  readonly translatorFor: (ctx: Context, recipient: MailRecipient | null) => Translator
}

/** What the language of an email depends on. */
export type MailRecipient = Pick<User, 'language'>

/** The emails of this site, each in the language of the person who reads it. Without a queue, none is sent. */
export function createMailServices(
  mailQueue: MailServices['mailQueue'] | null,
  { baseUrl: url, basePath, theme }: Pick<Settings, 'baseUrl' | 'basePath' | 'theme'>,
  {
    locales,
    trustedProxies,
    clock,
  }: {
    readonly locales: Pick<Locales, 'match' | 'default'>
    readonly trustedProxies: TrustedProxies
    readonly clock: () => Date
  },
): Pick<Services, 'mail' | 'mailSite'> {
  const { name, supportEmail: support, palette } = theme
  const mailSite = { url, name, support, palette }
  const isByAdministrator = (ctx: Context) => ctx.path.startsWith(`${basePath}/admin/`)
  const translatorFor: MailServices['translatorFor'] = (ctx, recipient) => {
    // The language of a user may be one that the site no longer offers.
    const own = recipient?.language == null ? null : locales.match([recipient.language])
    return own ?? (isByAdministrator(ctx) ? locales.default : translatorOf(ctx))
  }
  const emailTemplates: MailServices['emailTemplates'] = (ctx, recipient) => {
    const translator = translatorFor(ctx, recipient)
    // What an administrator does says nothing to other people about the administrator's browser.
    if (isByAdministrator(ctx)) return createEmailTemplates(mailSite, translator, null)
    const browser = browserName(userAgentOf(ctx), translator)
    const address = trustedProxies.clientAddress(ctx.req)
    return createEmailTemplates(mailSite, translator, { at: clock(), browser, address })
  }
  return { mailSite, mail: mailQueue && { mailQueue, emailTemplates, translatorFor } }
}

/** The value of a query parameter; null when it is missing, repeated, empty or too long. */
export function queryParam(ctx: Context, name: string, maxLength?: number): string | null {
  return singleParam(new URLSearchParams(ctx.querystring), name, maxLength)
}

/**
 * The session of a form's sender, with the proof that the form comes from one of our pages.
 * @throws PortcullisError csrf_failed without the proof, login_required when the session has ended
 */
export function requireCsrf({ http }: Pick<Services, 'http'>, ctx: Context): CurrentSession {
  const csrfToken = singleParam(readForm(ctx), '_csrf')
  if (csrfToken === null || !http.sessions.verifyCsrf(ctx, csrfToken)) {
    throw new PortcullisError('csrf_failed', { detail: 'no CSRF token, or the token of another session' })
  }
  const current = http.sessions.current(ctx)
  if (!current) throw new PortcullisError('login_required')
  return current
}

const MAX_USER_AGENT_LENGTH = 300

export function userAgentOf(ctx: Context): string | null {
  return ctx.get('User-Agent').slice(0, MAX_USER_AGENT_LENGTH) || null
}

/** The browser and the address of this request. */
export function clientInfo({ http }: Pick<Services, 'http'>, ctx: Context): ClientInfo {
  return {
    userAgent: userAgentOf(ctx),
    address: http.trustedProxies.clientAddress(ctx.req),
  }
}

/** Redirects after a POST, or to another page. The status is 303, so that no body is sent again. */
export function redirect(ctx: Context, location: string): void {
  ctx.status = 303
  ctx.set('Location', location)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = ''
}

/** The request for a backend that reads it, if a trusted proxy has passed it on; null for any other. */
export function proxiedRequest(
  { http }: Pick<Services, 'http'>,
  ctx: Context,
  { readsRequest }: Pick<Backend, 'readsRequest'>,
): ProxiedRequest | null {
  return readsRequest === true ? http.trustedProxies.proxiedRequest(ctx.req) : null
}
