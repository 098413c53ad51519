import { newId } from '../crypto/token.js'
import type { Session } from '../store/records.js'
import type { SignedInUser, OpenSessionOptions } from './opening.js'
import { hashProviderSid } from './provider-session.js'

/** How long a session lasts, in milliseconds. */
export interface SessionLifetimes {
  readonly idleLifetimeMs: number
  readonly maxLifetimeMs: number
}

/** The session of somebody who has just come in, under an id that nobody has seen before. */
export function buildSession(
  { user, account }: SignedInUser,
  { continuedSession = null, sid = null, ...options }: OpenSessionOptions,
  lifetimes: SessionLifetimes & { readonly now: Date },
): Session {
  const { now, maxLifetimeMs } = lifetimes
  const { backend, id: accountId } = account
  const expiresAt = new Date(now.getTime() + maxLifetimeMs)
  const signedInNow = { accountId, backend, sid: hashProviderSid(backend, sid), createdAt: now, expiresAt }
  const origin = continuedSession ?? signedInNow
  return {
    id: newId(),
    userId: user.id,
    accountId: origin.accountId,
    kind: options.kind,
    backend: origin.backend,
    sid: origin.sid,
    label: options.label ?? null,
    ...options.clientInfo,
    epoch: user.sessionEpoch,
    createdAt: origin.createdAt,
    authenticatedAt: options.authenticatedAt ?? now,
    lastSeenAt: now,
    idleExpiresAt: idleExpiry(now, origin.expiresAt, lifetimes),
    expiresAt: origin.expiresAt,
  }
}

/** When a session that is used now ends for want of use; idle time never reaches past the absolute end. */
export function idleExpiry(
  now: Date,
  expiresAt: Date,
  { idleLifetimeMs }: Pick<SessionLifetimes, 'idleLifetimeMs'>,
): Date {
  return new Date(Math.min(now.getTime() + idleLifetimeMs, expiresAt.getTime()))
}
