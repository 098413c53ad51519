import type { Context } from 'koa'
import { EMAIL_BACKEND, type Identity, PASSWORD_BACKEND } from '../identity.js'
import { ENGLISH } from '../locales/locales.js'
import type { Translator } from '../locales/translator.js'
import { parseEmailAddress } from '../mail/email-address.js'
import type { EmailMessage } from '../mail/mailer.js'
import type { AccessChange, EmailTemplates } from '../mail/templates.js'
import { browserName } from '../middleware/client-info.js'
import { networkKey, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { User } from '../store/models.js'
import { methodLabel } from './login-methods.js'
import { clientInfo, type Services } from './services.js'

/*
 * Emails that tell users, at their proven address, what has happened to their account. Without such an address, or without
 * mail, nothing is sent.
 */

/** What has changed about the ways to sign in to an account. */
export type AccessNotice =
  | { readonly kind: 'connected' | 'disconnected'; readonly backend: string }
  | { readonly kind: 'password-set' | 'password-changed' | 'device-approved' }

/** Whom a notice goes to, and in which language. */
type NoticeRecipient = Pick<User, 'provenEmail' | 'language'>

/**
 * Tells users that a login method of theirs was added or removed, so that a user who did not do that learns of it at once.
 */
export function notifyAccessChange(
  services: Pick<Services, 'mail' | 'backends'>,
  ctx: Context,
  user: NoticeRecipient,
  notice: AccessNotice,
): void {
  notify(services, ctx, user, (templates, translator) =>
    templates.accessChanged(toAccessChange(services, notice, translator)),
  )
}

function toAccessChange(
  services: Pick<Services, 'backends'>,
  notice: AccessNotice,
  translator: Translator,
): AccessChange {
  if (!('backend' in notice)) return notice
  const { kind, backend } = notice
  if (kind === 'disconnected' && backend === PASSWORD_BACKEND) return { kind: 'password-removed' }
  return { kind, label: methodLabel(services, backend, translator) }
}

/** Tells a user that their user name was changed, by the user or by an administrator. */
export function notifyRenamed(
  services: Pick<Services, 'mail'>,
  ctx: Context,
  user: NoticeRecipient,
  by: 'user' | 'administrator',
): void {
  notify(services, ctx, user, (templates) =>
    by === 'user' ? templates.usernameChanged() : templates.usernameChangedByAdministrator(),
  )
}

function notify(
  { mail }: Pick<Services, 'mail'>,
  ctx: Context,
  user: NoticeRecipient,
  write: (templates: EmailTemplates, translator: Translator) => EmailMessage,
): void {
  const to = parseEmailAddress(user.provenEmail)
  if (mail === null || !to) return
  mail.mailQueue.enqueue({ to, ...write(mail.emailTemplates(ctx, user), mail.translatorFor(ctx, user)) })
}

/**
 * Programs and private windows keep no cookie, so each of their sign-ins comes from an unknown browser. For the same kind
 * of browser in the same network, one email is sent in 30 days.
 */
const PLACE_RULE: RateLimitRule = { name: 'emails about one place', max: 1, windowMs: 30 * 86_400_000 }

/** Whether this site remembers which browsers a user has signed in with (`KnownBrowsers`). */
export function remembersBrowsers({
  backends,
  mail,
  site,
}: Pick<Services, 'backends' | 'mail' | 'site'>): boolean {
  return backends.password !== null || backends.emailLogin !== null || (mail !== null && site.signInMails)
}

/**
 * Tells a user of a sign-in with a browser that they have not used before, unless the user does not want such emails, or has
 * just signed in with a code that was sent to this address. Call it before this sign-in makes the browser known.
 */
export async function notifyNewBrowser(
  services: Services,
  ctx: Context,
  user: Pick<User, 'id' | 'sessionEpoch' | 'provenEmail' | 'signInMails' | 'language'>,
  { backend, email }: Pick<Identity, 'backend' | 'email'>,
): Promise<void> {
  const { mail, site, http, rateLimiter } = services
  const to = parseEmailAddress(user.provenEmail)
  if (mail === null || !site.signInMails || !user.signInMails || to === null) return
  if (backend === EMAIL_BACKEND && email === to) return
  if (http.knownBrowsers.find(ctx, user) !== null) return
  const { userAgent, address } = clientInfo(services, ctx)
  const subject = `${user.id} with ${browserName(userAgent, ENGLISH)} in ${networkKey(address)}`
  // The sign-in is stored already. If the database fails now, the user gets the email rather than an error.
  const isFirst = await rateLimiter.admits({ rule: PLACE_RULE, subject }).catch(() => true)
  if (!isFirst) return
  const method = methodLabel(services, backend, mail.translatorFor(ctx, user))
  mail.mailQueue.enqueue({ to, ...mail.emailTemplates(ctx, user).newSignIn(method) })
}
