import type { Context } from 'koa'
import { PASSWORD_BACKEND } from '../identity.js'
import type { Translator } from '../locales/translator.js'
import { parseEmailAddress } from '../mail/email-address.js'
import type { AccessChange, EmailTemplates } from '../mail/templates.js'
import type { EmailMessage } from '../mail/mailer.js'
import type { User } from '../store/models.js'
import { methodLabel } from './method-labels.js'
import type { Services } from './services.js'

/** What has changed about the ways to sign in to an account. */
export type AccessNotice =
  | { readonly kind: 'connected' | 'disconnected'; readonly backend: string }
  | { readonly kind: 'password-set' | 'password-changed' | 'device-approved' }

/** Whom a notice goes to, and in which language. */
type NoticeRecipient = Pick<User, 'provenEmail' | 'language'>

/**
 * Tells the owner of an account, at their proven address, that a login method was added or removed, so that a user who did
 * not do that learns of it at once. Without such an address, or without mail, nothing happens.
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

/** Tells a user, at their proven address, that their user name was changed, by themself or by an administrator. */
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
