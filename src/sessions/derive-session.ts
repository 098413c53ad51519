import { newId } from '../crypto/tokens.js'
import type { Session } from '../store/models.js'
import { type ClientInfo, idleExpiry, NEVER_AUTHENTICATED, type SessionLifetimes } from './session-store.js'

/** The `backend` of a session whose account was disconnected: it is of no backend any more, and no backend has this name. */
const NO_BACKEND = ''

/** How the user of a session signed in, and when the session ends. */
export type SessionOrigin = Pick<
  Session,
  'userId' | 'accountId' | 'backend' | 'sid' | 'epoch' | 'createdAt' | 'authenticatedAt' | 'expiresAt'
> &
  Pick<Session, 'kind' | 'label' | 'userAgent' | 'address' | 'lastSeenAt' | 'idleExpiresAt'>

/** What is different about a session that is made from another one. */
export interface SessionChanges {
  /** The client that holds it, if that is known better now. */
  readonly clientInfo?: ClientInfo
  /** The account that opened it was disconnected. */
  readonly isDetached?: true
  /** All other sessions of the user were ended, and this is the user's new epoch. */
  readonly epoch?: number
}

/** The session of a user who has approved a device, as far as the device inherits it. */
export type ApprovedOrigin = Pick<Session, 'userId' | 'accountId' | 'backend' | 'epoch' | 'expiresAt'>

/** What a device says about itself; none of it is verified. */
export interface DeviceClient {
  readonly label: string
  readonly clientInfo: ClientInfo
}

/**
 * Makes a session from a session, with a new ID. This is the only way to do that, and it can only reduce what the
 * session is worth: account, backend and `sid` stay or are removed, the kind stays, and neither the time of the
 * authentication nor the expiry moves to a later time.
 */
export function deriveSession(
  origin: SessionOrigin,
  { clientInfo, isDetached, epoch }: SessionChanges,
  now: Date,
): Session {
  const { userId, kind, label, createdAt, lastSeenAt, idleExpiresAt, expiresAt } = origin
  const { userAgent, address } = clientInfo ?? origin
  return {
    id: newId(),
    userId,
    kind,
    label,
    userAgent,
    address,
    ...inheritAccount(origin, isDetached === true),
    epoch: epoch ?? origin.epoch,
    createdAt,
    authenticatedAt: earlierDate(origin.authenticatedAt, now),
    lastSeenAt,
    idleExpiresAt: earlierDate(idleExpiresAt, expiresAt),
    expiresAt,
  }
}

/**
 * Makes the session of an approved device. It is a place of its own: it has its own start, and stays when the user signs
 * out of the browser or of the provider's session there (`sid`). But it has the account of the session that approved it,
 * and never outlives that session. A device proves nothing about the person who uses it.
 */
export function deriveDeviceSession(
  origin: ApprovedOrigin,
  { label, clientInfo }: DeviceClient,
  { now, idleLifetimeMs, maxLifetimeMs }: SessionLifetimes & { readonly now: Date },
): Session {
  const { userId, epoch } = origin
  const expiresAt = earlierDate(origin.expiresAt, new Date(now.getTime() + maxLifetimeMs))
  return {
    id: newId(),
    userId,
    kind: 'device',
    label,
    ...clientInfo,
    ...inheritAccount({ ...origin, sid: null }, false),
    epoch,
    createdAt: now,
    authenticatedAt: NEVER_AUTHENTICATED,
    lastSeenAt: now,
    idleExpiresAt: idleExpiry(now, expiresAt, { idleLifetimeMs }),
    expiresAt,
  }
}

/**
 * The backend that vouches for the user of this session; null for a session that has outlived its account, because
 * neither the provider's logout nor its refusals reach such a session any more.
 */
export function sessionBackend({
  accountId,
  backend,
}: Pick<Session, 'accountId' | 'backend'>): string | null {
  return accountId === null || backend === NO_BACKEND ? null : backend
}

function inheritAccount(
  origin: Pick<Session, 'accountId' | 'backend' | 'sid'>,
  isDetached: boolean,
): Pick<Session, 'accountId' | 'backend' | 'sid'> {
  const { accountId, backend, sid } = origin
  return isDetached || accountId === null
    ? { accountId: null, backend: NO_BACKEND, sid: null }
    : { accountId, backend, sid }
}

function earlierDate(one: Date, other: Date): Date {
  return one < other ? one : other
}
