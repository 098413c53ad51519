import type { Context } from 'koa'
import { parseEmailAddress } from '../mail/email-address.js'
import type { AccessChange, EmailTemplates } from '../mail/templates.js'
import type { EmailMessage } from '../mail/mailer.js'
import type { User } from '../store/models.js'
import type { Services } from './services.js'

/**
 * Tells the owner of an account, at their proven address, that a login method was added or removed, so that a user who did
 * not do that learns of it at once. Without such an address, or without mail, nothing happens.
 */
export function notifyAccessChange(
  services: Pick<Services, 'mail'>,
  ctx: Context,
  user: Pick<User, 'provenEmail'>,
  change: AccessChange,
): void {
  notify(services, ctx, user, (templates) => templates.accessChanged(change))
}

/** Tells a user, at their proven address, that their user name was changed, by themself or by an administrator. */
export function notifyRenamed(
  services: Pick<Services, 'mail'>,
  ctx: Context,
  user: Pick<User, 'provenEmail'>,
  by: 'user' | 'administrator',
): void {
  notify(services, ctx, user, (templates) =>
    by === 'user' ? templates.usernameChanged() : templates.usernameChangedByAdministrator(),
  )
}

function notify(
  { mail }: Pick<Services, 'mail'>,
  ctx: Context,
  { provenEmail }: Pick<User, 'provenEmail'>,
  write: (templates: EmailTemplates) => EmailMessage,
): void {
  const to = parseEmailAddress(provenEmail)
  if (mail !== null && to) mail.mailQueue.enqueue({ to, ...write(mail.emailTemplates(ctx)) })
}
