import { message } from '../../locales/messages.js'
import { ADMIN_EMAILS_ACTOR, toAuditEvent } from '../../audit/audit-event.js'
import type { Start, WithUser } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'intent' | 'site' | 'now'> &
  WithUser & { readonly store: Pick<Start['store'], 'setAdmin'> }

/**
 * Makes a user with a proven address of ADMIN_EMAILS an administrator, with an audit event in the same transaction.
 * Connecting an account does not, because no user has just signed in.
 */
export async function grantAdmin({ user, intent, site, store, now }: Needs): Promise<StepResult<WithUser>> {
  const isListed = user.provenEmail !== null && site.adminEmails.includes(user.provenEmail)
  if (!isListed || user.admin || intent === 'connect')
    return proceed(message('because.admin.nothing'), { user })
  const { id: userId, username } = user
  const event = { kind: 'admin.granted', actor: ADMIN_EMAILS_ACTOR, userId, detail: { username } } as const
  await store.setAdmin(userId, true, toAuditEvent(event, now), now)
  return proceed(message('because.admin.granted'), { user: { ...user, admin: true } })
}
