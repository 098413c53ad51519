import Router from 'koa-router'
import type { Logger } from 'pino'
import { Attempts } from '../attempts/attempts.js'
import { EmailCodes } from '../codes/codes.js'
import type { Signer } from '../crypto/signer.js'
import type { Encrypter } from '../crypto/vault.js'
import { RateLimiter } from '../limits/limiter.js'
import { MessageHandler } from '../live/conversation.js'
import { Tickets } from '../live/tickets.js'
import { createEmailTemplates } from '../mail/letters.js'
import type { MailQueue } from '../mail/outbox.js'
import { Partials } from '../partials/partials.js'
import { PasswordBackend } from '../passwords/password-backend.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import { BrowserCookie } from '../session/browser.js'
import type { Settings } from '../settings/settings.js'
import { ALL_ROUTES } from './all-routes.js'
import type { Services } from './parts.js'

/** The parts that only routes use, and that are made here. */
type RouterServices =
  | ('site' | 'cookie' | 'rateLimiter' | 'hasher' | 'passwordBackend' | 'tickets')
  | ('canListSessions' | 'usesTombstones')
  | ('emailCodes' | 'mail' | 'attempts' | 'partials' | 'browserCookie' | 'messageHandler')

/** What the router is made of, beside the parts that the whole application shares. */
export interface RouterDeps extends Omit<Services, RouterServices> {
  readonly settings: Settings
  readonly log: Logger
  readonly signer: Signer
  readonly encrypter: Encrypter
  /** Where mails are posted; null where no mail can be sent. */
  readonly mailQueue: MailQueue | null
}

/** Every address of the site, with all that answering needs. */
export function createRouter(services: RouterDeps): Router {
  const { settings, store, mailQueue, encrypter, clock } = services
  const { basePath } = settings
  const rateLimiter = new RateLimiter(store, clock)
  const hasher = new PasswordHasher()
  const passwordBackend = settings.passwordLogin ? new PasswordBackend({ store, rateLimiter, hasher }) : null
  const flowDeps = { store, encrypter, clock }
  const partials = new Partials(flowDeps)
  const tickets = new Tickets({ ...services, encrypter })
  const routeServices: Services = {
    ...services,
    site: { origin: settings.origin, basePath, allowedOrigins: settings.allowedRedirectOrigins },
    cookie: settings.session.cookie,
    ...{ rateLimiter, hasher, passwordBackend, tickets, partials },
    canListSessions: settings.session.store.kind !== 'cookie',
    usesTombstones: settings.session.store.kind !== 'database',
    mail: mailQueue && { mailQueue, emailTemplates: createEmailTemplates(settings.baseUrl) },
    ...{ emailCodes: new EmailCodes(flowDeps), attempts: new Attempts(flowDeps) },
    browserCookie: new BrowserCookie({ attributes: settings.session.cookie, signer: services.signer, clock }),
    messageHandler: new MessageHandler({ ...services, tickets, partials, passwordBackend }),
  }
  const router = new Router({ prefix: basePath, strict: true, sensitive: true })
  for (const add of ALL_ROUTES) add(router, routeServices)
  return router
}
