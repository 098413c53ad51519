import type { Context } from 'koa'
import type { Attempts } from '../attempts/attempts.js'
import type { AddedBackends } from '../backends/added-backends.js'
import type { Inquiry } from '../backends/inquiry.js'
import type { Registry } from '../backends/registry.js'
import type { Codes } from '../codes/codes.js'
import { PortcullisError } from '../errors.js'
import type { Site } from '../next.js'
import type { Journal } from '../journal/journal.js'
import type { Limiter } from '../limits/limiter.js'
import type { Conversation } from '../live/conversation.js'
import type { LiveSockets } from '../live/sockets.js'
import type { Tickets } from '../live/tickets.js'
import type { Upgrades } from '../live/upgrades.js'
import type { Letters } from '../mail/letters.js'
import type { Outbox } from '../mail/outbox.js'
import type { Metrics } from '../metrics/metrics.js'
import type { House } from '../pipeline/facts.js'
import type { Partials } from '../partials/partials.js'
import type { PasswordBackend } from '../passwords/password-backend.js'
import type { PasswordHasher } from '../passwords/password-hasher.js'
import type { AccountTokens } from '../provider-tokens/account-tokens.js'
import type { BrowserCookie } from '../session/browser.js'
import type { Carrier } from '../session/carrier.js'
import type { CookieAttributes } from '../session/cookies.js'
import type { Current } from '../session/current.js'
import type { Sessions } from '../session/sessions.js'
import type { Visit } from '../session/visit.js'
import type { Store } from '../store/store.js'
import type { Views } from '../views/index.js'
import { formOf, single } from '../web/forms.js'
import type { TrustedProxies } from '../web/proxy.js'

/** What the routes are made of; `createApp` puts it together. */
export interface Parts {
  readonly site: Site
  readonly store: Store
  readonly registry: Registry
  readonly added: AddedBackends
  readonly inquiry: Inquiry
  readonly attempts: Attempts
  readonly partials: Partials
  readonly sessions: Sessions
  readonly carrier: Carrier
  /** Attributes of the session cookie. */
  readonly cookie: CookieAttributes
  readonly browser: BrowserCookie
  readonly house: House
  readonly limiter: Limiter
  readonly metrics: Metrics
  readonly journal: Journal
  readonly hasher: PasswordHasher
  /** Null when local passwords are switched off. */
  readonly passwordBackend: PasswordBackend | null
  /** Whether the sessions are kept in a place that can list them. */
  readonly listsSessions: boolean
  /** Whether they are kept where the database knows only by marks that a provider has ended them. */
  readonly marksEnds: boolean
  readonly codes: Codes
  readonly providerTokens: AccountTokens
  /** Null where no mail can be sent. */
  readonly mailing: Mailing | null
  readonly upgrades: Upgrades
  readonly sockets: LiveSockets
  readonly conversation: Conversation
  readonly tickets: Tickets
  readonly views: Views
  readonly proxies: TrustedProxies
  readonly now: () => Date
}

/** What is written to people, and the way it goes to them. */
export interface Mailing {
  readonly outbox: Pick<Outbox, 'post'>
  readonly letters: Letters
}

/** The one value of a query parameter, or null when it is absent, repeated, empty or too long. */
export function queryParameter(ctx: Context, name: string): string | null {
  return single(new URLSearchParams(ctx.querystring), name)
}

/**
 * The signed-in visitor of a form, with the proof that the form is theirs.
 * @throws PortcullisError csrf_failed without proof, login_required when the session has ended
 */
export function requireForm(parts: Parts, ctx: Context): Current {
  const proof = single(formOf(ctx), '_csrf')
  if (proof === null || !parts.carrier.provesForm(ctx, proof)) {
    throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another session' })
  }
  const current = parts.carrier.current(ctx)
  if (!current) throw new PortcullisError('login_required')
  return current
}

const LONGEST_USER_AGENT = 300

/** Where the visitor of this request sits. */
export function visitOf(parts: Pick<Parts, 'proxies'>, ctx: Context): Visit {
  return {
    userAgent: ctx.get('User-Agent').slice(0, LONGEST_USER_AGENT) || null,
    address: parts.proxies.clientAddress(ctx.req),
  }
}

/** Redirects after a POST or to another page; 303, so that no body is ever sent again. */
export function seeOther(ctx: Context, location: string): void {
  ctx.status = 303
  ctx.set('Location', location)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = ''
}

/** Sends a page that is made for this visitor and must not be kept. */
export function page(ctx: Context, html: string): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.type = 'html'
  ctx.body = html
}
