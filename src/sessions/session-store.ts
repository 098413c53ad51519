import { hashToken, newId } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { SignOutReason } from '../event-map.js'
import { SETUP_BACKEND } from '../identity.js'
import { message } from '../locales/messages.js'
import type { Account, Session, SessionKind, User } from '../store/models.js'
import type { ProviderLogout } from '../store/sessions.js'
import type { Queries } from '../store/store.js'
import type { LinkProof } from './link-proof.js'

/** A live session and its user. */
export interface SessionWithUser {
  readonly session: Session
  readonly user: User
}

/**
 * Where sessions are stored. A token is the secret that one client holds; it is the only way to find its session. All
 * implementations pass the same tests (`test/sessions/conformance.ts`), which also say what one of them cannot do.
 *
 * Each refuses a session that has expired, whose user is disabled or deleted, whose account was disconnected, or whose
 * epoch is older than its user's.
 * @throws PortcullisError unavailable when the store does not respond in time
 */
export interface SessionStore {
  /** Whether the store can list the sessions of a user. */
  readonly canList: boolean
  /** Whether sessions are stored outside the database, which then has tombstones for ended ones. */
  readonly usesTombstones: boolean
  /** The live session of this token, or null. */
  find(token: string): Promise<SessionWithUser | null>
  /**
   * Stores a new session and ends the session of `replaced` at the same instant. A store in the database does that
   * inside the transaction `tx`; another does it in the returned function, because it cannot be rolled back. Call the
   * returned function after the commit; it returns the token.
   * @throws PortcullisError login_required, also from the returned function, when `replaced` must still be live
   */
  open(session: Session, replaced: ReplacedSession | null, tx: Queries): Promise<() => Promise<string>>
  /** Replaces the session of this token by another one with a new token; null when it ended in the meantime. */
  replace(token: string, session: Session): Promise<string | null>
  /**
   * Records a use, unless the session has ended. Returns the token to use from now on, or null if it stays the same.
   */
  touch(token: string, session: Session): Promise<string | null>
  /** Ends the session of this token, and records why; returns false when it had already ended. */
  end(token: string, reason?: SignOutReason): Promise<boolean>
  /**
   * Ends one session of this user; returns false when the user has no such session, or the store cannot end single
   * ones.
   */
  endOne(userId: string, id: string, reason?: SignOutReason): Promise<boolean>
  /**
   * Removes all sessions of this user except one. The caller has increased the user's epoch, which is what ends them.
   * Returns how many are known to have ended.
   */
  endAll(userId: string, exceptId: string | null): Promise<number>
  /**
   * Ends the sessions that a provider says have ended, inside the transaction `tx`; a store outside the database writes
   * a tombstone into it. Returns how many are known to have ended.
   */
  endByProvider(logout: ProviderLogout, tx: Queries): Promise<number>
  /** The live sessions of this user, the most recently used first; empty if the store cannot list sessions. */
  list(userId: string): Promise<readonly Session[]>
  /**
   * The sessions that end when all sessions of this user do, for the events of that; null if the store cannot name them.
   * It works inside the transaction `tx`, before the user's epoch is increased.
   */
  listEnding(userId: string, tx: Queries): Promise<readonly Session[] | null>
  /**
   * The IDs of those sessions that are still live. Polled for open sockets, so it takes one round trip for every 500.
   */
  filterLive(sessions: readonly Session[]): Promise<ReadonlySet<string>>
  /** The value that CSRF tokens of this session are derived from; null for a text that is not a token of this store. */
  csrfKey(token: string): string | null
  /** Resolves when the store responds, and rejects when it does not. */
  ping(): Promise<void>
  /** Resolves when the store can open a session, and rejects when it cannot write. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}

/** The session whose place a new one takes. */
export interface ReplacedSession {
  readonly token: string
  /** "continued": the new session is made from this one, so this one must still be live. "ended": it just ends. */
  readonly as: 'continued' | 'ended'
}

/** The session that was to be continued has ended in the meantime. */
export function continuedSessionEndedError(): PortcullisError {
  return new PortcullisError('login_required', { detail: message('detail.session.ended') })
}

/** How long a session lasts, in milliseconds. */
export interface SessionLifetimes {
  readonly idleLifetimeMs: number
  readonly maxLifetimeMs: number
}

/** Builds the session of a user who has just signed in, or has used the setup link, with a new ID. */
export function buildSession(
  opening: SignedInUser | SetupUser,
  { sid = null, ...options }: OpenSessionOptions,
  lifetimes: SessionLifetimes & { readonly now: Date },
): Session {
  const { now, maxLifetimeMs } = lifetimes
  const { user } = opening
  const { backend, id: accountId } = 'account' in opening ? opening.account : NO_ACCOUNT
  const lifetimeMs = Math.min(maxLifetimeMs, options.maxLifetimeMs ?? Infinity)
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  return {
    id: newId(),
    userId: user.id,
    accountId,
    kind: options.kind,
    backend,
    sid: hashProviderSid(backend, sid),
    label: options.label ?? null,
    ...options.clientInfo,
    epoch: user.sessionEpoch,
    createdAt: now,
    authenticatedAt: options.authenticatedAt,
    lastSeenAt: now,
    idleExpiresAt: idleExpiry(now, expiresAt, lifetimes),
    expiresAt,
  }
}

/** When a session that is used now expires if it is not used again; never later than `expiresAt`. */
export function idleExpiry(
  now: Date,
  expiresAt: Date,
  { idleLifetimeMs }: Pick<SessionLifetimes, 'idleLifetimeMs'>,
): Date {
  return new Date(Math.min(now.getTime() + idleLifetimeMs, expiresAt.getTime()))
}

/** What the request says about its client, for the list of sessions. Both values are untrusted. */
export interface ClientInfo {
  readonly userAgent: string | null
  /** The IP address of the client, as the trusted proxies report it. */
  readonly address: string | null
}

/**
 * The `authenticatedAt` of a session whose user may not be the person in front of it: a device, a silent sign-in, or a
 * provider that does not say when the user authenticated. It is never recent.
 */
export const NEVER_AUTHENTICATED = new Date(0)

/** 132 bits: short, because some sessions are stored in a cookie. */
const SID_HASH_LENGTH = 22

/**
 * Hashes the backend and the `sid`, the ID of the provider's own session. Anyone who knows a `sid` can end sessions by
 * front-channel logout, so a copy of our database must not contain it; and the hash is short enough for a cookie.
 */
export function hashProviderSid(backend: string, sid: string): string
export function hashProviderSid(backend: string, sid: string | null): string | null
export function hashProviderSid(backend: string, sid: string | null): string | null {
  return sid === null ? null : hashToken(`provider session\0${backend}\0${sid}`).slice(0, SID_HASH_LENGTH)
}

/** Hashes the identity of a paused sign-in, so that a logout at its provider finds it. */
export function hashProviderSubject(
  backend: string,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): string {
  return hashToken(`provider subject\0${backend}\0${issuer}\0${subject}`)
}

/**
 * What a sign-in must have established before a session is opened: an enabled user and the account they signed in with.
 */
export interface SignedInUser {
  readonly user: User
  readonly account: Pick<Account, 'id' | 'backend'>
  readonly active: true
}

/** The first administrator, who has just used the setup link and has no account yet. */
export interface SetupUser {
  readonly user: User
  readonly proof: LinkProof
}

const NO_ACCOUNT = { id: null, backend: SETUP_BACKEND } as const

export interface OpenSessionOptions {
  readonly kind: SessionKind
  readonly clientInfo: ClientInfo
  /** The name that a device gives itself. */
  readonly label?: string | null
  /** The token that came with the request: its session is replaced by the new one. */
  readonly replacesToken?: string | null
  /** The provider's ID of its own session (`sid`), if it sent one. */
  readonly sid?: string | null
  /** When the user last authenticated, or `NEVER_AUTHENTICATED`. */
  readonly authenticatedAt: Date
  /** How long it lasts at most, if that is less than usual. */
  readonly maxLifetimeMs?: number
}

/** A session that was just opened or renewed. */
export interface OpenedSession {
  readonly session: Session
  readonly user: User
  /** Secret: the signed token, for a cookie or as a bearer token. */
  readonly value: string
}

/** The live session of a request, a socket or a device, and its user. */
export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** Secret: what the client holds, without the signature. */
  readonly token: string
  /** The CSRF token that forms of this session carry in `_csrf`. */
  readonly csrf: string
  /** The signed token that the client must use from now on; null when it stays the same. */
  readonly renewedToken: string | null
}
