import Router from 'koa-router'
import type { Logger } from 'pino'
import { Attempts } from '../attempts/attempts.js'
import { Codes } from '../codes/codes.js'
import type { Signer } from '../crypto/signer.js'
import type { Vault } from '../crypto/vault.js'
import { Limiter } from '../limits/limiter.js'
import { Conversation } from '../live/conversation.js'
import { Tickets } from '../live/tickets.js'
import { lettersOf } from '../mail/letters.js'
import type { Outbox } from '../mail/outbox.js'
import { Partials } from '../partials/partials.js'
import { PasswordBackend } from '../passwords/password-backend.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import { BrowserCookie } from '../session/browser.js'
import type { Settings } from '../settings/settings.js'
import { ALL_ROUTES } from './all-routes.js'
import type { Parts } from './parts.js'

/** The parts that only routes use, and that are made here. */
type MadeHere =
  | ('site' | 'cookie' | 'limiter' | 'hasher' | 'passwordBackend' | 'tickets')
  | ('listsSessions' | 'marksEnds')
  | ('codes' | 'mailing' | 'attempts' | 'partials' | 'browser' | 'conversation')

/** What the router is made of, beside the parts that the whole application shares. */
export interface RouterParts extends Omit<Parts, MadeHere> {
  readonly settings: Settings
  readonly log: Logger
  readonly signer: Signer
  readonly vault: Vault
  /** Where mails are posted; null where no mail can be sent. */
  readonly outbox: Outbox | null
}

/** Every address of the site, with all that answering needs. */
export function routerOf(parts: RouterParts): Router {
  const { settings, store, outbox, vault, now } = parts
  const { basePath } = settings
  const limiter = new Limiter(store, now)
  const hasher = new PasswordHasher()
  const passwordBackend = settings.passwordLogin ? new PasswordBackend({ store, limiter, hasher }) : null
  const sealed = { store, vault, now }
  const partials = new Partials(sealed)
  const tickets = new Tickets({ ...parts, vault })
  const made: Parts = {
    ...parts,
    site: { origin: settings.origin, basePath, allowedOrigins: settings.allowedRedirectOrigins },
    cookie: settings.session.cookie,
    ...{ limiter, hasher, passwordBackend, tickets, partials },
    listsSessions: settings.session.store.kind !== 'cookie',
    marksEnds: settings.session.store.kind !== 'database',
    mailing: outbox && { outbox, letters: lettersOf(settings.baseUrl) },
    ...{ codes: new Codes(sealed), attempts: new Attempts(sealed) },
    browser: new BrowserCookie({ attributes: settings.session.cookie, signer: parts.signer, now }),
    conversation: new Conversation({ ...parts, tickets, partials, passwordBackend }),
  }
  const router = new Router({ prefix: basePath, strict: true, sensitive: true })
  for (const add of ALL_ROUTES) add(router, made)
  return router
}
