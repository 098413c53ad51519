import { newId } from '../crypto/token.js'
import type { Session } from '../store/records.js'
import type { Entitled, Opening } from './opening.js'
import { providerSession } from './provider-session.js'

/** How long a session lasts, in milliseconds. */
export interface Lifetimes {
  readonly idleLifetimeMs: number
  readonly maxLifetimeMs: number
}

/** The session of somebody who has just come in, under an id that nobody has seen before. */
export function newSession(
  { user, account }: Entitled,
  { continues = null, sid = null, ...opening }: Opening,
  lifetimes: Lifetimes & { readonly now: Date },
): Session {
  const { now, maxLifetimeMs } = lifetimes
  const { backend, id: accountId } = account
  const expiresAt = new Date(now.getTime() + maxLifetimeMs)
  const cameIn = { accountId, backend, sid: providerSession(backend, sid), createdAt: now, expiresAt }
  const kept = continues ?? cameIn
  return {
    id: newId(),
    userId: user.id,
    accountId: kept.accountId,
    kind: opening.kind,
    backend: kept.backend,
    sid: kept.sid,
    label: opening.label ?? null,
    ...opening.visit,
    epoch: user.sessionEpoch,
    createdAt: kept.createdAt,
    authenticatedAt: opening.authenticatedAt ?? now,
    lastSeenAt: now,
    idleExpiresAt: idleEnd(now, kept.expiresAt, lifetimes),
    expiresAt: kept.expiresAt,
  }
}

/** When a session that is used now ends for want of use; idle time never reaches past the absolute end. */
export function idleEnd(
  now: Date,
  expiresAt: Date,
  { idleLifetimeMs }: Pick<Lifetimes, 'idleLifetimeMs'>,
): Date {
  return new Date(Math.min(now.getTime() + idleLifetimeMs, expiresAt.getTime()))
}
