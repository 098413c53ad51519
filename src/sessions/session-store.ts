import { hashToken, newId } from '../crypto/tokens.js'
import type { Account, Session, SessionKind, User } from '../store/models.js'
import type { ProviderLogout } from '../store/sessions.js'
import type { Queries } from '../store/store.js'

/** A live session and whose it is. */
export interface SessionWithUser {
  readonly session: Session
  readonly user: User
}

/**
 * Where sessions are kept. A token is the secret that one carrier holds; whoever has it has the session, and nothing
 * else finds one. Every implementation passes the same conformance suite; what one of them cannot do is said there.
 *
 * All of them refuse a session that has expired, whose user is disabled or deleted, whose account was disconnected, or
 * that is of an earlier epoch than its user.
 * @throws PortcullisError unavailable when the store does not answer within its time; never somebody else's session
 */
export interface SessionStore {
  /** Whether it can list the sessions of a user. */
  readonly canList: boolean
  /** Whether it keeps sessions outside the database, which then refuses an ended one by a tombstone. */
  readonly usesTombstones: boolean
  /** The live session of this token, or null. */
  find(token: string): Promise<SessionWithUser | null>
  /**
   * Keeps a new session; the session of `replaces` is dead at the same instant. Where sessions are rows of the database
   * that is done with `within`, as a part of its transaction; what cannot be taken back waits for the returned
   * function, which is called when the transaction has ended well, and gives the token.
   */
  open(session: Session, replacesToken: string | null, tx: Queries): Promise<() => Promise<string>>
  /** Turns the session of this token into another one, with a new token; null when it had ended meanwhile. */
  replace(token: string, session: Session): Promise<string | null>
  /** Notes a use; never brings back a session that was ended. The token to carry from now on, if it is another. */
  touch(token: string, session: Session): Promise<string | null>
  /** Ends the session of this token; false when it had ended before. */
  end(token: string): Promise<boolean>
  /** Ends one session of this user; false when it is not there, or somebody else's, or cannot be ended alone. */
  endOne(userId: string, id: string): Promise<boolean>
  /**
   * Tidies all sessions of this user away except one, after the user's epoch has gone up, which is what ends them;
   * returns how many are known to have ended.
   */
  endAll(userId: string, exceptId: string | null): Promise<number>
  /**
   * Ends the sessions that a provider says are over, wherever they are, as a part of the transaction of `within`; returns
   * how many are known to have ended. Where sessions are not rows of the database, a mark in it refuses them.
   */
  endByProvider(logout: ProviderLogout, tx: Queries): Promise<number>
  /** The live sessions of this user, the latest used first; a store that cannot list them knows none. */
  list(userId: string): Promise<readonly Session[]>
  /** Of these sessions, the ids of those that still live; asked often, for open sockets: one round trip for every 500. */
  filterLive(sessions: readonly Session[]): Promise<ReadonlySet<string>>
  /** What form proofs of this token's session are tied to; null for what is no token of this store. */
  csrfKey(token: string): string | null
  /** Resolves when the store answers. @throws what tells that it does not */
  ping(): Promise<void>
  close(): Promise<void>
}

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

/** Where somebody sits, for the list of sessions. Both are what the request says of itself, so both are foreign. */
export interface ClientInfo {
  readonly userAgent: string | null
  /** The address of the visitor, seen through trusted proxies only. */
  readonly address: string | null
}

/** 132 bits. Some sessions are kept in a cookie, so it is short. */
const SID_HASH_LENGTH = 22

/**
 * What stands for a provider's own session in ours: a hash of the backend and of its `sid`. Whoever knows a `sid` can end
 * sessions by front-channel logout, so a copy of what we keep must not tell it; and a cookie must not grow with it.
 */
export function hashProviderSid(backend: string, sid: string): string
export function hashProviderSid(backend: string, sid: string | null): string | null
export function hashProviderSid(backend: string, sid: string | null): string | null {
  return sid === null ? null : hashToken(`provider session\0${backend}\0${sid}`).slice(0, SID_HASH_LENGTH)
}

/** What a sign-in must have come to before a session can be opened: somebody known, by an account, and not disabled. */
export interface SignedInUser {
  readonly user: User
  readonly account: Pick<Account, 'id' | 'backend'>
  readonly active: true
}

export interface OpenSessionOptions {
  readonly kind: SessionKind
  readonly clientInfo: ClientInfo
  /** What a device calls itself. */
  readonly label?: string | null
  /** The token that the carrier brought along: that session becomes the new one. */
  readonly replacesToken?: string | null
  /** What the provider calls its own session (`sid`), where it says so. */
  readonly sid?: string | null
  /**
   * The session of somebody who has connected an account: how they came in, and until when it lasts, stays as it is. It
   * only goes on under a new id and a new token.
   */
  readonly continuedSession?: Session | null
  /** When the person proved who they are, if that was earlier than now. */
  readonly authenticatedAt?: Date
}

/** A session that was just opened or renewed. */
export interface OpenedSession {
  readonly session: Session
  readonly user: User
  /** Secret: the signed token, for a cookie or as a bearer token. */
  readonly value: string
}

/** The live session of a request, a socket or a device, and whose it is. */
export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** Secret: what the carrier holds, without its signature. */
  readonly token: string
  /** The proof that forms of this session carry in `_csrf`. */
  readonly csrf: string
  /** What the carrier must hold from now on, signed; null when it is the same as before. */
  readonly renewedToken: string | null
}
