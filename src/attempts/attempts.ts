import type { Attempt, AttemptIntent } from '../attempt.js'
import { hashToken, newId, newReference, newToken } from '../crypto/token.js'
import type { Vault } from '../crypto/vault.js'
import { PortcullisError } from '../errors.js'
import type { AttemptRow } from '../store/attempts.js'
import type { Store } from '../store/store.js'
import { explainRefusal } from './refusal.js'

/** How long a trip to the provider may take: long enough to register there and confirm an e-mail address. */
export const ATTEMPT_LIFETIME_MS = 20 * 60_000

export interface AttemptWish {
  readonly backend: string
  readonly version: number | null
  readonly intent: AttemptIntent
  readonly userId: string | null
  readonly next: string
  /** Whom the person will probably sign in as; told to the provider and not kept. */
  readonly loginHint?: string | null
}

/** The callback's proof: the state it carries, the backend it came to, the browser ids its cookies hold. */
export interface CallbackKey {
  readonly state: string
  readonly backend: string
  readonly browserIds: readonly string[]
}

/** What comes back from a consumed attempt; `parked` holds the parameters of a form_post answer. */
export interface Consumed {
  readonly attempt: Attempt
  readonly begunAt: Date
  readonly parked: URLSearchParams | null
}

/** Begins the state of a silent attempt, so that only such a one can come back in a frame. */
const SILENT = 'silent.'

/** Whether a callback with this state can only be that of a silent attempt. */
export function isOfSilentAttempt(state: string): boolean {
  return state.startsWith(SILENT)
}

/** Trips to providers: many at once in one browser, each bound to it, each good once. */
export class Attempts {
  readonly #store: Store
  readonly #vault: Vault
  readonly #now: () => Date

  constructor(parts: { readonly store: Store; readonly vault: Vault; readonly now: () => Date }) {
    this.#store = parts.store
    this.#vault = parts.vault
    this.#now = parts.now
  }

  /** A fresh attempt with its own state, nonce and verifier; not stored yet. */
  prepare(wish: AttemptWish): Attempt {
    const { loginHint = null, ...asked } = wish
    const state = wish.intent === 'silent' ? `${SILENT}${newToken()}` : newToken()
    return {
      ...asked,
      ...(loginHint === null ? {} : { loginHint }),
      ...{ reference: newReference(), state, nonce: newToken(), verifier: newToken() },
    }
  }

  /** Stores the attempt for this browser: one statement. */
  async begin(attempt: Attempt, browserId: string): Promise<void> {
    const now = this.#now()
    const id = newId()
    await this.#store.createAttempt({
      id,
      reference: attempt.reference,
      stateHash: hashToken(attempt.state),
      browserHash: hashToken(browserId),
      backend: attempt.backend,
      version: attempt.version,
      intent: attempt.intent,
      userId: attempt.userId,
      nonce: attempt.nonce,
      verifier: this.#vault.seal(verifierRow(id), attempt.verifier),
      next: attempt.next,
      createdAt: now,
      expiresAt: new Date(now.getTime() + ATTEMPT_LIFETIME_MS),
    })
  }

  /**
   * Keeps a form_post answer until the browser comes back with its cookies, which a cross-site POST does not carry.
   * @throws PortcullisError attempt_* when no attempt can take it
   */
  async park(key: Omit<CallbackKey, 'browserIds'>, parameters: URLSearchParams): Promise<void> {
    const stateHash = hashToken(key.state)
    const sealed = this.#vault.seal(parkedRow(stateHash), parameters.toString())
    const kept = await this.#store.parkCallback({ stateHash, backend: key.backend }, sealed, this.#now())
    if (!kept) throw await this.#refusal({ ...key, browserIds: [] })
  }

  /**
   * Uses the attempt up: one statement, for one caller only.
   * @throws PortcullisError attempt_unknown, attempt_used, attempt_expired, attempt_foreign, attempt_other_backend
   */
  async consume(key: CallbackKey): Promise<Consumed> {
    const stateHash = hashToken(key.state)
    const browserHashes = key.browserIds.map(hashToken)
    const row =
      browserHashes.length === 0
        ? null
        : await this.#store.consumeAttempt({ stateHash, backend: key.backend, browserHashes }, this.#now())
    if (!row) throw await this.#refusal(key)
    return { attempt: this.#revive(row, key.state), begunAt: row.createdAt, parked: this.#parked(row) }
  }

  async #refusal(key: CallbackKey): Promise<PortcullisError> {
    const row = await this.#store.findAttempt(hashToken(key.state))
    return explainRefusal(row, { ...key, browserHashes: key.browserIds.map(hashToken) }, this.#now())
  }

  #revive(row: AttemptRow, state: string): Attempt {
    const verifier = this.#vault.open(verifierRow(row.id), row.verifier)
    if (verifier === null) {
      throw new PortcullisError('attempt_expired', { detail: 'the encryption key of this attempt is gone' })
    }
    const { reference, backend, version, intent, userId, nonce, next } = row
    return { reference, backend, version, intent, userId, state, nonce, verifier, next }
  }

  #parked(row: AttemptRow): URLSearchParams | null {
    const text = row.parked && this.#vault.open(parkedRow(row.stateHash), row.parked)
    return text === null ? null : new URLSearchParams(text)
  }
}

function verifierRow(id: string): string {
  return `attempt:${id}:verifier`
}

function parkedRow(stateHash: string): string {
  return `attempt:${stateHash}:parked`
}
