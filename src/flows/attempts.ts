/*
 * A flow waits between two requests. Each is a row of the database that is found by the hash of a secret, expires, and is
 * used once: consuming it is one conditional statement, so of several simultaneous requests exactly one succeeds.
 *
 *   flow          waits for                      found by                  bound to      valid for  consumed in
 *   attempts      the callback of a provider     state                     browser       20 min     routes/callback
 *   partials      the answer to a question       token in the URL          browser       30 min     routes/continue
 *   email-codes   a code from an email           page token and code       -             15 min     routes/email-codes
 *   device-grant  the decision about a device    device code               client, key   10 min     routes/api/device-grant
 *   tickets       the cookie of a live sign-in   ticket                    browser       30 s       routes/api/live
 *
 * Beside them: partial-state.ts (what a paused sign-in stores, encrypted), device-approval.ts (the user's side of the device
 * grant), dpop.ts (proofs of a device's key, RFC 9449).
 *
 * This file: an attempt to sign in at a provider. prepare -> save -> (saveFormPost) -> consume, or an error that
 * `explainRejection` (attempt-rejection.ts) chooses. Below this folder: ../store, ../crypto and ../sessions; above it:
 * ../routes and ../live.
 */
import { type Attempt, statePrefix, type VersionKey } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newId, newReference, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import type { AttemptRow, NewAttemptRow } from '../store/attempts.js'
import { isUniqueConflict } from '../store/database.js'
import type { Store } from '../store/store.js'
import { canConsume, explainRejection } from './attempt-rejection.js'

/** How long an attempt is valid: long enough to register at the provider and to confirm an email address. */
export const ATTEMPT_TTL_MS = 20 * 60_000

export interface AttemptOptions
  extends VersionKey, Pick<Attempt, 'backend' | 'issuer' | 'intent' | 'userId' | 'returnTo'> {
  /** Who will probably sign in, for the form of the provider (`login_hint`). It is not stored. */
  readonly loginHint?: string | null
  /** Whether it replaces an attempt that the provider ended because it took too long. It is not replaced again. */
  readonly isRestart?: boolean
  /** Whether the user must authenticate again at the provider. */
  readonly isReauthentication?: boolean
}

/** The proof in a callback: its state, the backend of its path, and the browser IDs in its cookies. */
export interface AttemptLookup {
  readonly state: string
  readonly backend: string
  readonly browserIds: readonly string[]
}

/** A consumed attempt. `formPostParams` has the parameters of a form_post response, if there was one. */
export interface ConsumedAttempt {
  readonly attempt: Attempt
  readonly startedAt: Date
  readonly formPostParams: URLSearchParams | null
}

/** Attempts to sign in at a provider: many at once in one browser, each bound to that browser, each used once. */
export class Attempts {
  readonly #store: Store
  readonly #encrypter: Encrypter
  readonly #clock: () => Date

  constructor(deps: { readonly store: Store; readonly encrypter: Encrypter; readonly clock: () => Date }) {
    this.#store = deps.store
    this.#encrypter = deps.encrypter
    this.#clock = deps.clock
  }

  /** Creates an attempt with its own state, nonce and code verifier. It is not stored yet. */
  prepare(options: AttemptOptions): Attempt {
    const { loginHint = null, backend, version, versionId, issuer, intent, userId, returnTo } = options
    return {
      backend,
      version,
      versionId,
      issuer,
      intent,
      userId,
      returnTo,
      ...(loginHint === null ? {} : { loginHint }),
      reference: newReference(),
      state: statePrefix(options) + newToken(),
      nonce: newToken(),
      codeVerifier: newToken(),
    }
  }

  /** Stores the attempt for this browser, in one statement. */
  async save(attempt: Attempt, browserId: string): Promise<void> {
    try {
      await this.#store.createAttempt(this.#toRow(attempt, browserId, attempt.reference))
    } catch (error) {
      if (!isUniqueConflict(error)) throw error
      // References are short, so another attempt may have this one.
      await this.#store.createAttempt(this.#toRow(attempt, browserId, newId()))
    }
  }

  #toRow(attempt: Attempt, browserId: string, id: string): NewAttemptRow {
    const now = this.#clock()
    return {
      id,
      reference: attempt.reference,
      stateHash: hashToken(attempt.state),
      browserHash: hashToken(browserId),
      backend: attempt.backend,
      version: attempt.version,
      versionId: attempt.versionId,
      issuer: attempt.issuer,
      intent: attempt.intent,
      userId: attempt.userId,
      nonce: attempt.nonce,
      verifier: this.#encrypter.encrypt(verifierContext(id), attempt.codeVerifier),
      next: attempt.returnTo,
      createdAt: now,
      expiresAt: new Date(now.getTime() + ATTEMPT_TTL_MS),
    }
  }

  /**
   * Stores a form_post response until the browser returns with its cookies, which a cross-site POST does not carry.
   * @throws PortcullisError attempt_* when no attempt can take it
   */
  async saveFormPost(key: Omit<AttemptLookup, 'browserIds'>, parameters: URLSearchParams): Promise<void> {
    const stateHash = hashToken(key.state)
    const encrypted = this.#encrypter.encrypt(formPostContext(stateHash), parameters.toString())
    const isSaved = await this.#store.saveFormPost(
      { stateHash, backend: key.backend },
      encrypted,
      this.#clock(),
    )
    if (!isSaved) throw await this.#rejection({ ...key, browserIds: [] })
  }

  /**
   * Consumes the attempt: one statement, which succeeds for one caller only.
   * @throws PortcullisError attempt_unknown, attempt_used, attempt_expired, attempt_wrong_browser,
   *   attempt_other_backend
   */
  async consume(key: AttemptLookup): Promise<ConsumedAttempt> {
    const stateHash = hashToken(key.state)
    const browserHashes = key.browserIds.map(hashToken)
    const row =
      browserHashes.length === 0
        ? null
        : await this.#store.consumeAttempt({ stateHash, backend: key.backend, browserHashes }, this.#clock())
    if (!row) throw await this.#rejection(key)
    return {
      attempt: this.#fromRow(row, key.state),
      startedAt: row.createdAt,
      formPostParams: this.#readFormPost(row),
    }
  }

  /**
   * The attempt of this browser, which continues to wait.
   * @throws PortcullisError as `consume` does
   */
  async peek(key: AttemptLookup): Promise<Pick<ConsumedAttempt, 'attempt' | 'startedAt'>> {
    const row = await this.#store.findAttempt(hashToken(key.state))
    const browserHashes = key.browserIds.map(hashToken)
    const now = this.#clock()
    if (!row || !canConsume(row, { backend: key.backend, browserHashes }, now))
      throw explainRejection(row, { backend: key.backend, browserHashes }, now)
    return { attempt: this.#fromRow(row, key.state), startedAt: row.createdAt }
  }

  async #rejection(key: AttemptLookup): Promise<PortcullisError> {
    const row = await this.#store.findAttempt(hashToken(key.state))
    return explainRejection(row, { ...key, browserHashes: key.browserIds.map(hashToken) }, this.#clock())
  }

  #fromRow(row: AttemptRow, state: string): Attempt {
    const codeVerifier = this.#encrypter.decrypt(verifierContext(row.id), row.verifier)
    if (codeVerifier === null) {
      throw new PortcullisError('attempt_expired', { detail: message('detail.attempt.key') })
    }
    const { reference, backend, version, versionId, issuer, intent, userId, nonce, next: returnTo } = row
    const started = { reference, backend, version, versionId, issuer, intent, userId, returnTo }
    return { ...started, state, nonce, codeVerifier }
  }

  #readFormPost(row: AttemptRow): URLSearchParams | null {
    const text = row.parked && this.#encrypter.decrypt(formPostContext(row.stateHash), row.parked)
    return text === null ? null : new URLSearchParams(text)
  }
}

function verifierContext(id: string): string {
  return `attempt:${id}:verifier`
}

function formPostContext(stateHash: string): string {
  return `attempt:${stateHash}:parked`
}
