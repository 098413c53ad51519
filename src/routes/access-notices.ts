import type { Context } from 'koa'
import { parseEmailAddress } from '../mail/email-address.js'
import type { AccessChange } from '../mail/templates.js'
import type { User } from '../store/models.js'
import type { Services } from './services.js'

/**
 * Tells the owner of an account, at their proven address, that a login method was added or removed, so that a user who did
 * not do that learns of it at once. Without such an address, or without mail, nothing happens.
 */
export function notifyAccessChange(
  { mail }: Pick<Services, 'mail'>,
  ctx: Context,
  { provenEmail }: Pick<User, 'provenEmail'>,
  change: AccessChange,
): void {
  const to = parseEmailAddress(provenEmail)
  if (mail !== null && to) mail.mailQueue.enqueue({ to, ...mail.emailTemplates(ctx).accessChanged(change) })
}
