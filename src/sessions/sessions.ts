// Sessions: opening, finding, renewing and ending them, wherever they are stored. `Sessions` knows no HTTP;
// `HttpSessions` connects it to requests (the cookie through koa-session, or a bearer token).
//
// What the client holds is `token.signature`. A token becomes a session in one of three stores, which pass the same
// tests:
//
//   SESSION_STORE  a session is               ended by                        can list
//   database       a row                      deleting the row                yes
//   redis          a Redis record             deleting it, and a tombstone    yes
//   cookie         the encrypted token        a tombstone in the database     no
//
// A session is live until it is ended, its idle or absolute time is over, its user is disabled, its account is
// disconnected, or the user's `sessionEpoch` counts up ("sign out everywhere"). Each sign-in opens a new one.
// Files: session-store (the interface of stores, and the session of a fresh sign-in), derive-session (a session from a
// session), session-use (when a use is recorded), stores/ (the three stores), http-sessions, browser-cookie (the browser's
// ID and CSRF tokens before a sign-in), cookies, session-object (JSON for programs), provider-logout and end-events.
// Neighbours: imports store, crypto, settings and the capabilities of backends; used by pipeline, middleware, routes, live.

import type { Signer } from '../crypto/signing.js'
import type { SignOutReason } from '../event-map.js'
import type { Session } from '../store/models.js'
import type { ProviderLogout } from '../store/sessions.js'
import type { Queries, Store } from '../store/store.js'
import {
  type ApprovedOrigin,
  deriveDeviceSession,
  deriveSession,
  type DeviceClient,
  type SessionChanges,
} from './derive-session.js'
import {
  buildSession,
  type ClientInfo,
  type CurrentSession,
  type OpenedSession,
  type OpenSessionOptions,
  type SessionLifetimes,
  type SessionStore,
  type SetupUser,
  type SignedInUser,
} from './session-store.js'
import { recordUse } from './session-use.js'

const TOKEN_PURPOSE = 'session'
const CSRF_PURPOSE = 'csrf'

/** The session of the current request. */
type RequestingSession = Pick<CurrentSession, 'session' | 'token'>

export interface SessionDeps extends SessionLifetimes {
  readonly sessionStore: SessionStore
  readonly store: Pick<Store, 'incrementSessionEpoch' | 'atomicallyIfRecorded'>
  readonly signer: Signer
  readonly clock: () => Date
}

/**
 * Opens, finds, renews and ends sessions for every kind of client: browser cookies, bearer tokens, devices and sockets
 * all hold the same kind of signed token.
 */
export class Sessions {
  readonly #deps: SessionDeps

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  /** Whether the store can list the sessions of a user. */
  get canList(): boolean {
    return this.#deps.sessionStore.canList
  }

  /** Whether sessions are stored outside the database, which then has tombstones for ended ones. */
  get usesTombstones(): boolean {
    return this.#deps.sessionStore.usesTombstones
  }

  /** The token in a signed value, or null when the signature is not ours. The session of the token may have ended. */
  verifyToken(value: string): string | null {
    return this.#deps.signer.unsign(TOKEN_PURPOSE, value)
  }

  /** The live session of a token, or null. Records the use, if that is due (`session-use.ts`). */
  async find(token: string): Promise<CurrentSession | null> {
    const stored = await this.#deps.sessionStore.find(token)
    if (!stored) return null
    const session = recordUse(stored.session, this.#deps.clock(), this.#deps)
    const touchedToken =
      session === stored.session ? null : await this.#deps.sessionStore.touch(token, session)
    const { signer, sessionStore } = this.#deps
    return {
      session,
      user: stored.user,
      token,
      renewedToken: touchedToken && this.#signToken(touchedToken),
      // Few requests need it.
      get csrf() {
        return signer.mac(CSRF_PURPOSE, sessionStore.csrfKey(token) ?? '')
      },
    }
  }

  /** Opens a session, inside the transaction `tx` if it is a row of the database. Call the returned function after it. */
  async open(
    signedIn: SignedInUser | SetupUser,
    options: OpenSessionOptions,
    tx: Queries,
  ): Promise<() => Promise<OpenedSession>> {
    const session = buildSession(signedIn, options, { ...this.#deps, now: this.#deps.clock() })
    const { replacesToken = null } = options
    const replaced = replacesToken === null ? null : ({ token: replacesToken, as: 'ended' } as const)
    const stored = this.#deps.sessionStore.open(session, replaced, tx)
    return this.#finish({ session, user: signedIn.user }, recordSignIn(stored, session, tx))
  }

  /**
   * Continues the session of a user who has just connected an account, like `open`, with nothing but a new ID and token.
   * `login_required` when it has ended in the meantime.
   */
  async continue(
    { user }: Pick<SignedInUser, 'user' | 'active'>,
    { session: origin, token }: RequestingSession,
    clientInfo: ClientInfo,
    tx: Queries,
  ): Promise<() => Promise<OpenedSession>> {
    const session = deriveSession(origin, { clientInfo }, this.#deps.clock())
    const stored = this.#deps.sessionStore.open(session, { token, as: 'continued' }, tx)
    return this.#finish({ session, user }, stored)
  }

  /** Opens the session of an approved device, like `open`. */
  async openDevice(
    { user }: Pick<SignedInUser, 'user' | 'active'>,
    origin: ApprovedOrigin,
    device: DeviceClient,
    tx: Queries,
  ): Promise<() => Promise<OpenedSession>> {
    const session = deriveDeviceSession(origin, device, { ...this.#deps, now: this.#deps.clock() })
    const stored = this.#deps.sessionStore.open(session, null, tx)
    return this.#finish({ session, user }, recordSignIn(stored, session, tx))
  }

  /**
   * Gives a session a new ID and a new token, as after every change of privileges; null when it ended in the meantime.
   * Its expiry stays the same.
   * @param changes detach the session from its account, or move it to a new epoch
   */
  async renew(
    { session, user, token }: Pick<CurrentSession, 'session' | 'user' | 'token'>,
    changes: Pick<SessionChanges, 'isDetached' | 'epoch'> = {},
  ): Promise<OpenedSession | null> {
    const renewed = deriveSession(session, changes, this.#deps.clock())
    const fresh = await this.#deps.sessionStore.replace(token, renewed)
    return fresh === null ? null : { session: renewed, user, value: this.#signToken(fresh) }
  }

  /** Ends the session of this token; returns false when it had already ended. */
  end(token: string, reason: SignOutReason = 'person'): Promise<boolean> {
    return this.#deps.sessionStore.end(token, reason)
  }

  /**
   * Ends one session of this user; returns false when the user has no session with this ID.
   * @param requesting the session of the request, which can be ended even if the store cannot end single sessions
   */
  endOne(
    userId: string,
    id: string,
    requesting: RequestingSession | null = null,
    reason: SignOutReason = 'person',
  ): Promise<boolean> {
    return requesting?.session.id === id
      ? this.end(requesting.token, reason)
      : this.#deps.sessionStore.endOne(userId, id, reason)
  }

  /**
   * Ends every session of this user, of every kind and on every process, also those that a sign-in in progress is about
   * to open. Returns how many were found.
   */
  async endAll(userId: string, reason: SignOutReason = 'everywhere'): Promise<number> {
    await this.#deps.store.atomicallyIfRecorded('signed-out', (tx) =>
      this.#endEpoch(userId, null, tx, reason),
    )
    return this.#deps.sessionStore.endAll(userId, null)
  }

  /**
   * Does the same inside the transaction `tx`. Call the returned function after the transaction; it cleans up the store
   * and returns how many sessions were found. It gets the ID of a session that the same transaction has opened, which stays.
   */
  async endAllInTransaction(
    userId: string,
    tx: Queries,
    reason: SignOutReason,
  ): Promise<(exceptId?: string) => Promise<number>> {
    await this.#endEpoch(userId, null, tx, reason)
    return (exceptId) => this.#deps.sessionStore.endAll(userId, exceptId ?? null)
  }

  /**
   * Ends the sessions that a provider says have ended; see `SessionStore.endByProvider`.
   * @param userId whose sessions they are, if that is known
   */
  async endByProvider(logout: ProviderLogout, tx: Queries, userId: string | null = null): Promise<number> {
    const { sessionStore } = this.#deps
    if (sessionStore.usesTombstones && userId !== null)
      await tx.recordEvent({ type: 'signed-out', userId, session: null, reason: 'provider' })
    return sessionStore.endByProvider(logout, tx)
  }

  /**
   * Ends every session of this user except this one, which gets a new ID and token; null when it ended in the meantime,
   * as with all sessions of the user: a thief who sends this again and again must not outlive such a moment.
   */
  async endOthers(current: Pick<CurrentSession, 'session' | 'user' | 'token'>) {
    const { user, session } = current
    const epoch = await this.#deps.store.atomicallyIfRecorded('signed-out', (tx) =>
      this.#endEpoch(user.id, session.id, tx, 'everywhere'),
    )
    const isStillLive = epoch === session.epoch + 1
    await this.#deps.sessionStore.endAll(user.id, isStillLive ? session.id : null)
    return isStillLive ? this.renew(current, { epoch }) : null
  }

  /**
   * The live sessions of this user, the most recently used first.
   * @param requesting the session of the request, which is listed even if the store cannot list sessions
   */
  async list(userId: string, requesting: RequestingSession | null = null): Promise<readonly Session[]> {
    const listed = await this.#deps.sessionStore.list(userId)
    return requesting === null || listed.some(({ id }) => id === requesting.session.id)
      ? listed
      : [requesting.session, ...listed]
  }

  /** The IDs of those sessions that are still live. */
  filterLive(sessions: readonly Session[]): Promise<ReadonlySet<string>> {
    return this.#deps.sessionStore.filterLive(sessions)
  }

  /** Whether `proof` is the CSRF token (`_csrf`) of the session of this token. */
  verifyCsrf(token: string, proof: string): boolean {
    const key = this.#deps.sessionStore.csrfKey(token)
    return key !== null && this.#deps.signer.verify(CSRF_PURPOSE, key, proof)
  }

  /** Resolves when the session store responds. */
  ping(): Promise<void> {
    return this.#deps.sessionStore.ping()
  }

  /** Resolves when the session store can open a session, and rejects when it cannot write. */
  checkWritable(): Promise<void> {
    return this.#deps.sessionStore.checkWritable()
  }

  /** Invalidates all sessions of the user, and records the end of each except that of `exceptId`. Returns the new epoch. */
  async #endEpoch(
    userId: string,
    exceptId: string | null,
    tx: Queries,
    reason: SignOutReason,
  ): Promise<number | null> {
    const ending = tx.isRecorded('signed-out') ? await this.#deps.sessionStore.listEnding(userId, tx) : []
    for (const session of ending ?? [null])
      if (session === null || session.id !== exceptId)
        await tx.recordEvent({ type: 'signed-out', userId, session, reason })
    return tx.incrementSessionEpoch(userId, this.#deps.clock())
  }

  async #finish(opened: Pick<OpenedSession, 'session' | 'user'>, stored: Promise<() => Promise<string>>) {
    const finish = await stored
    return async () => ({ ...opened, value: this.#signToken(await finish()) })
  }

  #signToken(token: string): string {
    return this.#deps.signer.sign(TOKEN_PURPOSE, token)
  }
}

async function recordSignIn<T>(stored: Promise<T>, session: Session, tx: Queries): Promise<T> {
  const result = await stored
  await tx.recordEvent({ type: 'signed-in', userId: session.userId, session })
  return result
}
