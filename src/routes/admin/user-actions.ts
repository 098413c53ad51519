import type { Context } from 'koa'
import { type AdminAction, type AdminActionKind, toAuditEvent } from '../../audit/audit-event.js'
import { PortcullisError } from '../../errors.js'
import { deleteUser, requireAnotherAdministrator } from '../../flows/delete-user.js'
import { PASSWORD_BACKEND } from '../../identity.js'
import { parseEmailAddress } from '../../mail/email-address.js'
import { recordAccountEndings } from '../../sessions/end-events.js'
import type { Queries } from '../../store/store.js'
import type { UserListItem } from '../../store/user-lists.js'
import { notifyAccessChange } from '../account-notices.js'
import { addressLimits, requireMail } from '../email-codes.js'
import type { FlashCode } from '../flash.js'
import { issueResetLink } from '../password/reset.js'
import type { Services } from '../services.js'
import { announceDeletion, deletionDeps } from '../user-data.js'
import { type RecentAdministrator, toActor } from './access.js'
import { requireAccount } from './find-user.js'

/** An administrator, and the user whom the action is about. */
export interface UserActionContext {
  readonly services: Services
  readonly ctx: Context
  readonly current: RecentAdministrator
  readonly user: UserListItem
}

/** Runs an action, and returns the message for the page. Its writes and its audit event are one transaction. */
export type UserAction = (context: UserActionContext) => Promise<FlashCode>

/** The actions on users, by the last segment of the form's path. */
export const USER_ACTIONS: Readonly<Record<string, UserAction>> = {
  disable: async (context) => {
    const { store, sessions, clock } = context.services
    const afterCommit = await store.atomically(async (tx) => {
      await requireAnotherAdministrator(tx, context.user.id, clock())
      await recordAction(context, tx, 'user.disabled', await tx.setActive(context.user.id, false, clock()))
      return sessions.endAllInTransaction(context.user.id, tx, 'administrator')
    })
    await afterCommit()
    return 'user-disabled'
  },
  enable: async (context) => {
    const { store, clock } = context.services
    await store.atomically(async (tx) =>
      recordAction(context, tx, 'user.enabled', await tx.setActive(context.user.id, true, clock())),
    )
    return 'user-enabled'
  },
  'end-sessions': async (context) => {
    const { store, sessions } = context.services
    const afterCommit = await store.atomically(async (tx) => {
      await recordAction(context, tx, 'user.sessions-ended', true)
      return sessions.endAllInTransaction(context.user.id, tx, 'administrator')
    })
    await afterCommit()
    return 'user-signed-out'
  },
  'free-email': async (context) => {
    const { store, clock } = context.services
    await store.atomically(async (tx) => {
      const isProven = (await tx.findUser(context.user.id))?.provenEmail != null
      if (isProven) await tx.updateUser(context.user.id, { provenEmail: null, emailVerified: false }, clock())
      await recordAction(context, tx, 'user.email-freed', isProven)
    })
    return 'email-freed'
  },
  grant: async (context) => {
    const { store, clock } = context.services
    await store.atomically((tx) =>
      tx.setAdmin(context.user.id, true, toUserEvent(context, 'admin.granted'), clock()),
    )
    return 'admin-granted'
  },
}

/** Takes the admin role away; administrators can give up their own, as long as another one remains. */
export const revokeAdmin: UserAction = async (context) => {
  const { services, user, current } = context
  await services.store.atomically(async (tx) => {
    await requireAnotherAdministrator(tx, user.id, services.clock())
    await tx.setAdmin(user.id, false, toUserEvent(context, 'admin.revoked'), services.clock())
  })
  const isListed = isListedAdmin(services, user)
  if (current.user.id === user.id) return isListed ? 'admin-given-up-listed' : 'admin-given-up'
  return isListed ? 'admin-revoked-listed' : 'admin-revoked'
}

/**
 * Deletes another user for good. The proven address gets the email that it gets when users delete themselves.
 * @throws PortcullisError last_administrator, unknown_user
 */
export const deleteOtherUser: UserAction = async ({ services, ctx, user, current }) => {
  const revocations = await deleteUser(deletionDeps(services), {
    userId: user.id,
    actor: toActor(current),
    proof: current.proof,
    mayBeLastAdministrator: false,
  })
  announceDeletion(services, ctx, user)
  const isRevoked = revocations.every(({ result }) => result !== 'failed')
  return isRevoked ? 'user-deleted' : 'user-deleted-not-revoked'
}

/** Whether the next sign-in would make this user an administrator again. */
export function isListedAdmin(
  { site }: Pick<Services, 'site'>,
  { provenEmail }: Pick<UserListItem, 'provenEmail'>,
): boolean {
  return provenEmail !== null && site.adminEmails.includes(provenEmail)
}

/** Whether a user can be sent a link for a new password. */
export function canSendReset(
  { backends, mail }: Pick<Services, 'backends' | 'mail'>,
  { active, provenEmail }: Pick<UserListItem, 'active' | 'provenEmail'>,
): boolean {
  return backends.password !== null && mail !== null && active && parseEmailAddress(provenEmail) !== null
}

/**
 * Sends the user a link for a new password, to the proven address and no other: administrators do not get it.
 * @throws PortcullisError mail_unavailable, bad_request, too_many_requests
 */
export const sendReset: UserAction = async (context) => {
  const { services, ctx, user } = context
  const { mailQueue, emailTemplates } = requireMail(services)
  const to = parseEmailAddress(user.provenEmail)
  if (to === null || !canSendReset(services, user))
    throw new PortcullisError('bad_request', { detail: 'the user has no proven address, or is disabled' })
  await services.rateLimiter.run(addressLimits(to), async () => {
    const current = await services.store.getPassword(user.id)
    const { path, hours } = await issueResetLink(services, { userId: user.id, email: to }, current)
    await services.store.createEvents([toUserEvent(context, 'user.reset-sent')])
    const link = `${services.site.origin}${services.site.basePath}${path}`
    mailQueue.enqueue({ to, ...emailTemplates(ctx, user).passwordLink(link, hours) })
  })
  return 'reset-sent'
}

/** Ends one session of the user, wherever it is stored. If it has ended before, nothing happens. */
export async function endOneSession(context: UserActionContext, id: string): Promise<FlashCode> {
  const ended = await context.services.sessions.endOne(context.user.id, id, null, 'administrator')
  if (!ended) return 'session-gone'
  await context.services.store.createEvents([
    toUserEvent(context, 'user.sessions-ended', { sessions: 'one' }),
  ])
  return 'session-ended'
}

/**
 * Disconnects an account from the user, even the last login method; the page warns of that. The provider is asked to
 * revoke its tokens.
 * @throws PortcullisError unknown_account
 */
export async function disconnectAccount(context: UserActionContext, id: string): Promise<FlashCode> {
  const { services, user } = context
  const removed = await services.store.atomically(async (tx) => {
    await tx.lockUser(user.id, services.clock())
    const account = await requireAccount(tx, user, id)
    await recordAccountEndings(tx, account, 'administrator', services.clock())
    const deleted = await tx.deleteAccount(id, user.id)
    if (deleted === null) throw new PortcullisError('unknown_account', { detail: 'the account is gone' })
    if (account.backend === PASSWORD_BACKEND) await tx.deletePassword(user.id)
    const event = toUserEvent(context, 'user.account-disconnected', {}, account.backend)
    await tx.createEvents([event])
    return { account, tokens: deleted.tokens }
  })
  const { backend } = removed.account
  notifyAccessChange(services, context.ctx, user, { kind: 'disconnected', backend })
  // After the transaction, as when users disconnect an account themselves.
  const revocation = await services.backends.providerTokens.revoke(removed.account, removed.tokens)
  return revocation === 'failed' ? 'account-not-revoked' : 'account-disconnected'
}

/**
 * Gives an account to another user: from then on it signs in that user. It ends all sessions of the user who had it. A
 * password cannot be moved, and no administrator can move an account to themself.
 * @throws PortcullisError unknown_account, unknown_user, self_action_forbidden
 */
export async function moveAccount(
  context: UserActionContext,
  id: string,
  username: string,
): Promise<FlashCode> {
  const { services, user, current } = context
  const { store, sessions, clock } = services
  const afterCommit = await store.atomically(async (tx) => {
    const target = await tx.findUserByName(username)
    if (target === null) throw new PortcullisError('unknown_user', { detail: 'no user has this user name' })
    if (target.id === current.user.id)
      throw new PortcullisError('self_action_forbidden', {
        detail: 'an administrator moved an account to themself',
      })
    for (const each of [user.id, target.id].sort()) await tx.lockUser(each, clock())
    const account = await requireAccount(tx, user, id)
    const isMovable = account.backend !== PASSWORD_BACKEND
    if (!isMovable || !(await tx.moveAccount(id, user.id, target.id)))
      throw new PortcullisError('unknown_account', {
        detail: 'the account is a password, which cannot be moved, or is gone',
      })
    const detail = { to: target.username, toId: target.id }
    await tx.createEvents([toUserEvent(context, 'user.account-moved', detail, account.backend)])
    return sessions.endAllInTransaction(user.id, tx, 'administrator')
  })
  await afterCommit()
  return 'account-moved'
}

/** The second of two clicks changes nothing, so it is not an event. */
async function recordAction(
  context: UserActionContext,
  tx: Queries,
  kind: AdminActionKind,
  hasChanged: boolean,
): Promise<void> {
  if (hasChanged) await tx.createEvents([toUserEvent(context, kind)])
}

/** The audit event of an action on this user. */
export function toUserEvent(
  { services, current, user }: UserActionContext,
  kind: AdminActionKind,
  detail: AdminAction['detail'] = {},
  backend?: string,
): ReturnType<typeof toAuditEvent> {
  const target = backend === undefined ? {} : { backend }
  const fields = { kind, actor: toActor(current), userId: user.id, ...target }
  return toAuditEvent({ ...fields, detail: { username: user.username, ...detail } }, services.clock())
}
