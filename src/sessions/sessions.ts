import type { Signer } from '../crypto/signing.js'
import { newId } from '../crypto/tokens.js'
import type { Session } from '../store/models.js'
import type { ProviderLogout } from '../store/sessions.js'
import type { Queries, Store } from '../store/store.js'
import {
  buildSession,
  type CurrentSession,
  idleExpiry,
  type OpenedSession,
  type OpenSessionOptions,
  type SessionStore,
  type SignedInUser,
} from './session-store.js'

const TOKEN_PURPOSE = 'session'
const CSRF_PURPOSE = 'csrf'
const TOUCH_INTERVAL_MS = 60_000

/** The session that asks. */
type RequestingSession = Pick<CurrentSession, 'session' | 'token'>

export interface SessionDeps {
  readonly sessionStore: SessionStore
  readonly store: Pick<Store, 'incrementSessionEpoch'>
  readonly signer: Signer
  readonly idleLifetimeMs: number
  readonly maxLifetimeMs: number
  readonly clock: () => Date
}

/**
 * The one service behind every carrier: cookie, bearer token, device and socket hold a signed token, and all of them
 * find, renew and end the same sessions here. It knows nothing of requests.
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

  /** Whether the database knows of ended sessions only by tombstones. */
  get usesTombstones(): boolean {
    return this.#deps.sessionStore.usesTombstones
  }

  /** The token in a signed value, or null when we did not sign it; says nothing about whether its session lives. */
  verifyToken(value: string): string | null {
    return this.#deps.signer.unsign(TOKEN_PURPOSE, value)
  }

  /** The live session of a token, or null. Notes the use, at most once a minute. */
  async find(token: string): Promise<CurrentSession | null> {
    const stored = await this.#deps.sessionStore.find(token)
    if (!stored) return null
    const session = this.#touch(stored.session)
    const touchedToken =
      session === stored.session ? null : await this.#deps.sessionStore.touch(token, session)
    const csrf = this.#deps.signer.mac(CSRF_PURPOSE, this.#deps.sessionStore.csrfKey(token) ?? '')
    return {
      ...stored,
      session,
      token,
      csrf,
      renewedToken: touchedToken === null ? null : this.#signToken(touchedToken),
    }
  }

  /**
   * Opens a session under an id and a token that nobody has seen before, as a part of the transaction of `within`
   * where sessions are rows of the database. The returned function is for after that transaction, and gives the session.
   */
  async open(
    signedIn: SignedInUser,
    options: OpenSessionOptions,
    tx: Queries,
  ): Promise<() => Promise<OpenedSession>> {
    const session = buildSession(signedIn, options, { ...this.#deps, now: this.#deps.clock() })
    const finish = await this.#deps.sessionStore.open(session, options.replacesToken ?? null, tx)
    const { user } = signedIn
    return async () => ({ session, user, value: this.#signToken(await finish()) })
  }

  /**
   * Gives a session a new id and a new token, as at every change of privilege; null when it ended meanwhile. Its
   * limits stay. `changes` are for a session that must outlive its account, or the end of all others.
   */
  async renew(
    { session, user, token }: Pick<CurrentSession, 'session' | 'user' | 'token'>,
    changes: Partial<Pick<Session, 'accountId' | 'sid' | 'epoch' | 'authenticatedAt'>> = {},
  ): Promise<OpenedSession | null> {
    const renewed = { ...session, ...changes, id: newId() }
    const fresh = await this.#deps.sessionStore.replace(token, renewed)
    return fresh === null ? null : { session: renewed, user, value: this.#signToken(fresh) }
  }

  /** Ends the session of this token; false when it had ended before. */
  end(token: string): Promise<boolean> {
    return this.#deps.sessionStore.end(token)
  }

  /**
   * Ends one session of this user; false when there is none of theirs with this id. `own`, the one that asks, can be
   * ended also where no other can.
   */
  endOne(userId: string, id: string, requesting: RequestingSession | null = null): Promise<boolean> {
    return requesting?.session.id === id
      ? this.end(requesting.token)
      : this.#deps.sessionStore.endOne(userId, id)
  }

  /**
   * Ends every session of this user, on every carrier and process; also those that are being opened at this moment by
   * a sign-in that began before. Returns how many were found.
   */
  async endAll(userId: string): Promise<number> {
    await this.#deps.store.incrementSessionEpoch(userId, this.#deps.clock())
    return this.#deps.sessionStore.endAll(userId, null)
  }

  /**
   * The same as a part of the transaction of `within`. The returned function is for after it: it tidies up, and tells
   * how many were found.
   */
  async endAllInTransaction(
    userId: string,
    tx: Pick<Queries, 'incrementSessionEpoch'>,
  ): Promise<() => Promise<number>> {
    await tx.incrementSessionEpoch(userId, this.#deps.clock())
    return () => this.#deps.sessionStore.endAll(userId, null)
  }

  /** Ends the sessions that a provider says are over; see `SessionStore`. */
  endByProvider(logout: ProviderLogout, tx: Queries): Promise<number> {
    return this.#deps.sessionStore.endByProvider(logout, tx)
  }

  /** Ends every session of this user but this one, which gets a new id and token; null when it ended meanwhile. */
  async endOthers(
    current: Pick<CurrentSession, 'session' | 'user' | 'token'>,
  ): Promise<OpenedSession | null> {
    const { user, session } = current
    const epoch = await this.#deps.store.incrementSessionEpoch(user.id, this.#deps.clock())
    await this.#deps.sessionStore.endAll(user.id, session.id)
    return epoch === null ? null : this.renew(current, { epoch })
  }

  /** The live sessions of this user, the latest used first; `own`, the one that asks, also where none can be listed. */
  async list(userId: string, requesting: RequestingSession | null = null): Promise<readonly Session[]> {
    const listed = await this.#deps.sessionStore.list(userId)
    return requesting === null || listed.some(({ id }) => id === requesting.session.id)
      ? listed
      : [requesting.session, ...listed]
  }

  /** Of these sessions, the ids of those that still live. */
  filterLive(sessions: readonly Session[]): Promise<ReadonlySet<string>> {
    return this.#deps.sessionStore.filterLive(sessions)
  }

  /** Whether `proof` is the `_csrf` of the session of this token. */
  verifyCsrf(token: string, proof: string): boolean {
    const key = this.#deps.sessionStore.csrfKey(token)
    return key !== null && this.#deps.signer.verify(CSRF_PURPOSE, key, proof)
  }

  /** Resolves when the store of sessions answers. */
  ping(): Promise<void> {
    return this.#deps.sessionStore.ping()
  }

  #signToken(token: string): string {
    return this.#deps.signer.sign(TOKEN_PURPOSE, token)
  }

  // Last use is worth a write a minute, not one a request.
  #touch(session: Session): Session {
    const now = this.#deps.clock()
    if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_INTERVAL_MS) return session
    return { ...session, lastSeenAt: now, idleExpiresAt: idleExpiry(now, session.expiresAt, this.#deps) }
  }
}
