import type { Session, User } from '../store/records.js'
import type { ProviderLogout } from '../store/provider-ends.js'
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
