import Router from 'koa-router'
import type { Logger } from 'pino'
import { PasswordBackend } from '../backends/password/backend.js'
import { PasswordHasher } from '../backends/password/hasher.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { Signer } from '../crypto/signing.js'
import { Attempts } from '../flows/attempts.js'
import { EmailCodes } from '../flows/email-codes.js'
import { Partials } from '../flows/partials.js'
import { Tickets } from '../flows/tickets.js'
import { MessageHandler } from '../live/message-handler.js'
import type { MailQueue } from '../mail/queue.js'
import { createEmailTemplates } from '../mail/templates.js'
import { RateLimiter } from '../rate-limit/rate-limiter.js'
import { BrowserCookie } from '../sessions/browser-cookie.js'
import type { Settings } from '../settings/settings.js'
import { accountRoutes, sessionRoutes } from './account.js'
import { adminRoutes } from './admin/routes.js'
import { apiRoutes } from './api/routes.js'
import { callbackRoutes } from './callback.js'
import { continueRoutes } from './continue/routes.js'
import { deviceRoutes } from './device.js'
import { emailRoutes } from './email.js'
import { forwardAuthRoutes } from './forward-auth.js'
import { homeRoutes, liveRoutes } from './home.js'
import { loggedOutRoutes, logoutRoutes } from './logout.js'
import { passwordRoutes } from './password/change.js'
import { registerRoutes } from './password/register.js'
import { resetRoutes } from './password/reset.js'
import { passwordLoginRoutes } from './password/sign-in.js'
import { logoutReceiverRoutes } from './provider-logout.js'
import type { Services } from './services.js'
import { signInRoutes } from './sign-in.js'
import { silentRoutes } from './silent.js'

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

/** Adds addresses to the router, and answers them. */
type AddRoutes = (router: Router, services: Services) => void

/** Every address of the site, in the order in which a reader would look for it. */
export const ALL_ROUTES: readonly AddRoutes[] = [
  homeRoutes,
  signInRoutes,
  silentRoutes,
  callbackRoutes,
  continueRoutes,
  accountRoutes,
  logoutRoutes,
  loggedOutRoutes,
  logoutReceiverRoutes,
  sessionRoutes,
  passwordLoginRoutes,
  passwordRoutes,
  registerRoutes,
  resetRoutes,
  emailRoutes,
  deviceRoutes,
  adminRoutes,
  apiRoutes,
  forwardAuthRoutes,
  liveRoutes,
]
