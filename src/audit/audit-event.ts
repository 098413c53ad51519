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

/** The actor of what a setup link does. */
export const SETUP_ACTOR: Actor = { id: null, name: 'setup link' }

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
