import type { Signer } from '../crypto/signer.js'
import { newId } from '../crypto/token.js'
import type { ProviderEnd } from '../store/provider-ends.js'
import type { Session } from '../store/records.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Current } from './current.js'
import { idleEnd, newSession } from './new-session.js'
import type { Entitled, Opened, Opening } from './opening.js'
import type { SessionStore } from './session-store.js'

const TOKEN_PURPOSE = 'session'
const CSRF_PURPOSE = 'csrf'
const TOUCH_AFTER_MS = 60_000

/** The session that asks. */
type Own = Pick<Current, 'session' | 'token'>

export interface SessionParts {
  readonly kept: SessionStore
  readonly store: Pick<Store, 'nextSessionEpoch'>
  readonly signer: Signer
  readonly idleLifetimeMs: number
  readonly maxLifetimeMs: number
  readonly now: () => Date
}

/**
 * The one service behind every carrier: cookie, bearer token, device and socket hold a signed token, and all of them
 * find, renew and end the same sessions here. It knows nothing of requests.
 */
export class Sessions {
  readonly #parts: SessionParts

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** The token in a signed value, or null when we did not sign it; says nothing about whether its session lives. */
  tokenOf(value: string): string | null {
    return this.#parts.signer.open(TOKEN_PURPOSE, value)
  }

  /** The live session of a token, or null. Notes the use, at most once a minute. */
  async find(token: string): Promise<Current | null> {
    const found = await this.#parts.kept.find(token)
    if (!found) return null
    const session = this.#used(found.session)
    const touched = session === found.session ? null : await this.#parts.kept.touch(token, session)
    const csrf = this.#parts.signer.signature(CSRF_PURPOSE, this.#parts.kept.proofKey(token) ?? '')
    return { ...found, session, token, csrf, reissued: touched === null ? null : this.#sealed(touched) }
  }

  /**
   * Opens a session under an id and a token that nobody has seen before, as a part of the transaction of `within`
   * where sessions are rows of the database. The returned function is for after that transaction, and gives the session.
   */
  async open(signedIn: Entitled, opening: Opening, within: StoreVerbs): Promise<() => Promise<Opened>> {
    const session = newSession(signedIn, opening, { ...this.#parts, now: this.#parts.now() })
    const finish = await this.#parts.kept.open(session, opening.replaces ?? null, within)
    const { user } = signedIn
    return async () => ({ session, user, value: this.#sealed(await finish()) })
  }

  /**
   * Gives a session a new id and a new token, as at every change of privilege; null when it ended meanwhile. Its
   * limits stay. `changes` are for a session that must outlive its account, or the end of all others.
   */
  async renew(
    { session, user, token }: Pick<Current, 'session' | 'user' | 'token'>,
    changes: Partial<Pick<Session, 'accountId' | 'sid' | 'epoch' | 'authenticatedAt'>> = {},
  ): Promise<Opened | null> {
    const renewed = { ...session, ...changes, id: newId() }
    const fresh = await this.#parts.kept.replace(token, renewed)
    return fresh === null ? null : { session: renewed, user, value: this.#sealed(fresh) }
  }

  /** Ends the session of this token; false when it had ended before. */
  end(token: string): Promise<boolean> {
    return this.#parts.kept.end(token)
  }

  /**
   * Ends one session of this user; false when there is none of theirs with this id. `own`, the one that asks, can be
   * ended also where no other can.
   */
  endOne(userId: string, id: string, own: Own | null = null): Promise<boolean> {
    return own?.session.id === id ? this.end(own.token) : this.#parts.kept.endOne(userId, id)
  }

  /**
   * Ends every session of this user, on every carrier and process; also those that are being opened at this moment by
   * a sign-in that began before. Returns how many were found.
   */
  async endAll(userId: string): Promise<number> {
    await this.#parts.store.nextSessionEpoch(userId, this.#parts.now())
    return this.#parts.kept.endAll(userId, null)
  }

  /**
   * The same as a part of the transaction of `within`. The returned function is for after it: it tidies up, and tells
   * how many were found.
   */
  async endAllWithin(
    userId: string,
    within: Pick<StoreVerbs, 'nextSessionEpoch'>,
  ): Promise<() => Promise<number>> {
    await within.nextSessionEpoch(userId, this.#parts.now())
    return () => this.#parts.kept.endAll(userId, null)
  }

  /** Ends the sessions that a provider says are over; see `SessionStore`. */
  endByProvider(end: ProviderEnd, within: StoreVerbs): Promise<number> {
    return this.#parts.kept.endByProvider(end, within)
  }

  /** Ends every session of this user but this one, which gets a new id and token; null when it ended meanwhile. */
  async endOthers(current: Pick<Current, 'session' | 'user' | 'token'>): Promise<Opened | null> {
    const { user, session } = current
    const epoch = await this.#parts.store.nextSessionEpoch(user.id, this.#parts.now())
    await this.#parts.kept.endAll(user.id, session.id)
    return epoch === null ? null : this.renew(current, { epoch })
  }

  /** The live sessions of this user, the latest used first; `own`, the one that asks, also where none can be listed. */
  async list(userId: string, own: Own | null = null): Promise<readonly Session[]> {
    const listed = await this.#parts.kept.list(userId)
    return own === null || listed.some(({ id }) => id === own.session.id) ? listed : [own.session, ...listed]
  }

  /** Of these sessions, the ids of those that still live. */
  live(sessions: readonly Session[]): Promise<ReadonlySet<string>> {
    return this.#parts.kept.live(sessions)
  }

  /** Whether `proof` is the `_csrf` of the session of this token. */
  provesForm(token: string, proof: string): boolean {
    const key = this.#parts.kept.proofKey(token)
    return key !== null && this.#parts.signer.verify(CSRF_PURPOSE, key, proof)
  }

  /** Resolves when the store of sessions answers. */
  ping(): Promise<void> {
    return this.#parts.kept.ping()
  }

  #sealed(token: string): string {
    return this.#parts.signer.seal(TOKEN_PURPOSE, token)
  }

  // Last use is worth a write a minute, not one a request.
  #used(session: Session): Session {
    const now = this.#parts.now()
    if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_AFTER_MS) return session
    return { ...session, lastSeenAt: now, idleExpiresAt: idleEnd(now, session.expiresAt, this.#parts) }
  }
}
