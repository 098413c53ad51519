import { newId } from '../crypto/tokens.js'
import type { EventRow } from '../store/events.js'

const RETENTION_MS = 365 * 24 * 3600_000

/** What an administrator or operator can do that is worth remembering. */
export type AdminActionKind =
  | `provider.${'added' | 'changed' | 'tested' | 'enabled' | 'disabled' | 'rolled-back' | 'deleted'}`
  | `user.${'disabled' | 'enabled' | 'sessions-ended' | 'account-disconnected'}`
  | `admin.${'granted' | 'revoked'}`

/** Who did it: a user by id and name, or a name alone such as "command line". */
export interface Actor {
  readonly id: string | null
  readonly name: string
}

/** Something that was done, to whom or what. */
export interface AdminAction {
  readonly kind: AdminActionKind
  readonly actor: Actor
  readonly userId?: string
  readonly backend?: string
  /** Shown to administrators; never a secret, and of a change only which fields it concerned. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Whoever works at the command line; the operating system knows who that was. */
export const CLI_ACTOR: Actor = { id: null, name: 'command line' }

/** The event of a deed, to be written in the transaction that does it: neither is there without the other. */
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

/** What each deed is called between who did it and whom it was done to. */
export const ADMIN_ACTION_LABELS: Readonly<Record<AdminActionKind, string>> = {
  'provider.added': 'added the provider',
  'provider.changed': 'changed the provider',
  'provider.tested': 'tested the provider',
  'provider.enabled': 'enabled the provider',
  'provider.disabled': 'disabled the provider',
  'provider.rolled-back': 'went back to an earlier version of the provider',
  'provider.deleted': 'deleted the provider',
  'user.disabled': 'disabled',
  'user.enabled': 'enabled',
  'user.sessions-ended': 'ended sessions of',
  'user.account-disconnected': 'disconnected an account of',
  'admin.granted': 'made an administrator of',
  'admin.revoked': 'took administration from',
}
