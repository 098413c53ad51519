import type { Attempt, AttemptIntent } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newId, newReference, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { AttemptRow } from '../store/attempts.js'
import type { Store } from '../store/store.js'

/** How long a trip to the provider may take: long enough to register there and confirm an e-mail address. */
export const ATTEMPT_TTL_MS = 20 * 60_000

export interface AttemptOptions {
  readonly backend: string
  readonly version: number | null
  readonly intent: AttemptIntent
  readonly userId: string | null
  readonly returnTo: string
  /** Whom the person will probably sign in as; told to the provider and not kept. */
  readonly loginHint?: string | null
}

/** The callback's proof: the state it carries, the backend it came to, the browser ids its cookies hold. */
export interface AttemptLookup {
  readonly state: string
  readonly backend: string
  readonly browserIds: readonly string[]
}

/** What comes back from a consumed attempt; `parked` holds the parameters of a form_post answer. */
export interface ConsumedAttempt {
  readonly attempt: Attempt
  readonly startedAt: Date
  readonly formPostParams: URLSearchParams | null
}

/** Begins the state of a silent attempt, so that only such a one can come back in a frame. */
const SILENT_STATE_PREFIX = 'silent.'

/** Whether a callback with this state can only be that of a silent attempt. */
export function isSilentState(state: string): boolean {
  return state.startsWith(SILENT_STATE_PREFIX)
}

/** Trips to providers: many at once in one browser, each bound to it, each good once. */
export class Attempts {
  readonly #store: Store
  readonly #encrypter: Encrypter
  readonly #clock: () => Date

  constructor(deps: { readonly store: Store; readonly encrypter: Encrypter; readonly clock: () => Date }) {
    this.#store = deps.store
    this.#encrypter = deps.encrypter
    this.#clock = deps.clock
  }

  /** A fresh attempt with its own state, nonce and verifier; not stored yet. */
  prepare(options: AttemptOptions): Attempt {
    const { loginHint = null, ...rest } = options
    const state = options.intent === 'silent' ? `${SILENT_STATE_PREFIX}${newToken()}` : newToken()
    return {
      ...rest,
      ...(loginHint === null ? {} : { loginHint }),
      ...{ reference: newReference(), state, nonce: newToken(), codeVerifier: newToken() },
    }
  }

  /** Stores the attempt for this browser: one statement. */
  async save(attempt: Attempt, browserId: string): Promise<void> {
    const now = this.#clock()
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
      verifier: this.#encrypter.encrypt(verifierContext(id), attempt.codeVerifier),
      next: attempt.returnTo,
      createdAt: now,
      expiresAt: new Date(now.getTime() + ATTEMPT_TTL_MS),
    })
  }

  /**
   * Keeps a form_post answer until the browser comes back with its cookies, which a cross-site POST does not carry.
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
   * Uses the attempt up: one statement, for one caller only.
   * @throws PortcullisError attempt_unknown, attempt_used, attempt_expired, attempt_wrong_browser, attempt_other_backend
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

  async #rejection(key: AttemptLookup): Promise<PortcullisError> {
    const row = await this.#store.findAttempt(hashToken(key.state))
    return explainRejection(row, { ...key, browserHashes: key.browserIds.map(hashToken) }, this.#clock())
  }

  #fromRow(row: AttemptRow, state: string): Attempt {
    const codeVerifier = this.#encrypter.decrypt(verifierContext(row.id), row.verifier)
    if (codeVerifier === null) {
      throw new PortcullisError('attempt_expired', { detail: 'the encryption key of this attempt is gone' })
    }
    const { reference, backend, version, intent, userId, nonce, next: returnTo } = row
    return { reference, backend, version, intent, userId, state, nonce, codeVerifier, returnTo }
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

/** A refused callback, with what its page may offer: only this browser learns where its own attempt was going. */
export class AttemptRejectedError extends PortcullisError {
  /** Whether this browser began the attempt. */
  readonly sameBrowser: boolean
  readonly reference: string | null
  readonly returnTo: string | null

  constructor(code: AttemptErrorCode, detail: string, row: AttemptRow | null, sameBrowser: boolean) {
    super(code, { detail })
    this.sameBrowser = sameBrowser
    this.reference = row?.reference ?? null
    this.returnTo = sameBrowser ? (row?.next ?? null) : null
  }
}

type AttemptErrorCode =
  'attempt_unknown' | 'attempt_other_backend' | 'attempt_wrong_browser' | 'attempt_expired' | 'attempt_used'

/** Says which of the five ways a callback went wrong; asked only after the conditional statement found nothing. */
export function explainRejection(
  row: AttemptRow | null,
  key: { readonly backend: string; readonly browserHashes: readonly string[] },
  now: Date,
): AttemptRejectedError {
  if (!row) return new AttemptRejectedError('attempt_unknown', 'no attempt has this state', null, false)
  const sameBrowser = key.browserHashes.includes(row.browserHash)
  const reject = (code: AttemptErrorCode, detail: string) =>
    new AttemptRejectedError(code, detail, row, sameBrowser)
  if (row.backend !== key.backend) {
    return reject('attempt_other_backend', `begun for ${row.backend}, answered at ${key.backend}`)
  }
  if (row.consumedAt) return reject('attempt_used', 'the answer was used before')
  if (row.expiresAt <= now) return reject('attempt_expired', 'the attempt has expired')
  if (row.parked && sameBrowser) return reject('attempt_used', 'an answer was received before')
  const cookies = key.browserHashes.length
  return reject(
    'attempt_wrong_browser',
    cookies === 0 ? 'the request has no browser cookie' : 'another browser began it',
  )
}
