import { newId } from '../crypto/tokens.js'
import type { EventRow } from '../store/events.js'

const RETENTION_MS = 365 * 24 * 3600_000

/** What administrators do, on the pages or the command line, that is recorded. */
export type AdminActionKind =
  | `provider.${'added' | 'changed' | 'tested' | 'enabled' | 'disabled' | 'rolled-back' | 'deleted' | 'accounts-moved' | 'change-accepted'}`
  | `user.${'deleted' | 'disabled' | 'enabled' | 'sessions-ended' | 'account-disconnected'}`
  | `user.${'created' | 'edited' | 'invited' | 'invitation-accepted' | 'reset-sent'}`
  | `user.${'account-moved' | 'email-freed' | 'role-given' | 'role-taken'}`
  | `user.${'merged' | 'merge-undone'}`
  | 'provider.version-discarded'
  | `provider.mark-${'saved' | 'removed'}`
  | `admin.${'granted' | 'revoked' | 'setup-resumed'}`
  | 'sessions.ended'
  | 'doctor.run'
  | 'users.imported'

/** Who did it: a user with ID and name, or a name alone, such as "command line". */
export interface Actor {
  readonly id: string | null
  readonly name: string
}

/** An action of an administrator, and the user or provider it concerned. */
export interface AdminAction {
  readonly kind: AdminActionKind
  readonly actor: Actor
  readonly userId?: string
  readonly backend?: string
  /** Shown to administrators. It must not contain secrets; of a change it names the fields only. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** The actor at the command line; only the operating system knows who that was. */
export const CLI_ACTOR: Actor = { id: null, name: 'command line' }

/** The actor of what a program does with `gate.users`. */
export const PROGRAM_ACTOR: Actor = { id: null, name: 'the program' }

/** The actor of what a sign-in does for an address in ADMIN_EMAILS. */
export const ADMIN_EMAILS_ACTOR: Actor = { id: null, name: 'ADMIN_EMAILS' }

/**
 * The event of an action, to be written in the same transaction as the action, so that neither exists without the
 * other.
 */
export function toAuditEvent(
  { kind, actor, userId, backend, detail = {} }: AdminAction,
  now: Date,
): EventRow {
  return {
    id: newId(),
    at: now,
    area: 'administration',
    kind,
    actorId: actor.id,
    actor: actor.name,
    userId: userId ?? null,
    backend: backend ?? null,
    reference: null,
    code: null,
    detail: JSON.stringify(detail),
    expiresAt: new Date(now.getTime() + RETENTION_MS),
  }
}

/** What each action is called after the name of its administrator; `{target}` is the user or the provider. */
export const ADMIN_ACTION_LABELS: Readonly<Record<AdminActionKind, string>> = {
  'sessions.ended': 'signed out all users',
  'users.imported': 'imported users',
  'doctor.run': 'ran the doctor',
  'provider.added': 'added the provider {target}',
  'provider.changed': 'changed the provider {target}',
  'provider.tested': 'tested the provider {target}',
  'provider.enabled': 'enabled the provider {target}',
  'provider.disabled': 'disabled the provider {target}',
  'provider.rolled-back': 'went back to an earlier version of the provider {target}',
  'provider.deleted': 'deleted the provider {target}',
  'provider.version-discarded': 'discarded a version of the provider {target}',
  'provider.mark-saved': 'gave the provider {target} a picture',
  'provider.mark-removed': 'removed the picture of the provider {target}',
  'provider.change-accepted': 'accepted the changed definition of {target}',
  'provider.accounts-moved': 'moved the accounts of {target} to another issuer',
  'user.deleted': 'deleted the user {target}',
  'user.created': 'created the user {target}',
  'user.edited': 'edited {target}',
  'user.invited': 'invited {target}',
  'user.invitation-accepted': 'accepted the invitation of {target}',
  'user.reset-sent': 'sent {target} a link for a new password',
  'user.disabled': 'disabled {target}',
  'user.enabled': 'enabled {target}',
  'user.sessions-ended': 'ended sessions of {target}',
  'user.account-disconnected': 'disconnected an account of {target}',
  'user.account-moved': 'moved an account of {target} to another user',
  'user.merged': 'merged {target} into another user',
  'user.merge-undone': 'undid the merge of {target}',
  'user.email-freed': 'freed the verified address of {target}',
  'user.role-given': 'gave {target} a role',
  'user.role-taken': 'took a role from {target}',
  'admin.granted': 'made {target} an administrator',
  'admin.setup-resumed': 'signed in {target} again, who had no other way yet',
  'admin.revoked': 'removed the admin role of {target}',
}
