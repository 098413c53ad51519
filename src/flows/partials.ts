import type { VersionKey } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import { hashProviderSid, hashProviderSubject } from '../sessions/session-store.js'
import type { PartialKey, PartialRow } from '../store/partials.js'
import type { Queries, Store } from '../store/store.js'
import { type PartialState, PartialStateSchema } from './partial-state.js'

/** How long a sign-in waits for its answers: long enough to find an email and to sign in another way. */
const PARTIAL_TTL_MS = 30 * 60_000

/** How many sign-ins wait in one browser: more than a user has tabs for, and too few to fill a disk. */
const MAX_PER_BROWSER = 20

/** A paused sign-in that may continue. */
export interface PausedSignIn extends Pick<
  PartialRow,
  'id' | 'browserHash' | 'backend' | 'version' | 'versionId' | 'reference' | 'createdAt'
> {
  readonly state: PartialState
}

/**
 * Sign-ins that wait for an answer. Each is found by the hash of the token in its URL, belongs to one browser, and is
 * consumed in the transaction of the sign-in that it leads to: one that fails can be tried again, one that succeeds
 * cannot. Identity, provider tokens and answers are encrypted and bound to their row.
 */
export class Partials {
  readonly #store: Store
  readonly #encrypter: Encrypter
  readonly #clock: () => Date

  constructor(deps: { readonly store: Store; readonly encrypter: Encrypter; readonly clock: () => Date }) {
    this.#store = deps.store
    this.#encrypter = deps.encrypter
    this.#clock = deps.clock
  }

  /**
   * Stores a sign-in that halted, for this browser, and deletes its oldest ones. Returns the secret token of its URL.
   */
  async create(
    { reference, version, versionId }: Pick<PartialRow, 'reference' | keyof VersionKey>,
    state: PartialState,
    browserId: string,
  ): Promise<string> {
    const now = this.#clock()
    const [id, token, browserHash] = [newId(), newToken(), hashToken(browserId)]
    const row = {
      id,
      reference,
      tokenHash: hashToken(token),
      browserHash,
      backend: state.identity.backend,
      version,
      versionId,
      asks: state.question.type,
      userId: state.intent === 'connect' ? state.signedInUserId : null,
      subjectHash: hashProviderSubject(state.identity.backend, state.identity),
      sid: hashProviderSid(state.identity.backend, state.identity.sid ?? null),
      data: this.#encrypt(id, state),
      createdAt: now,
      expiresAt: new Date(now.getTime() + PARTIAL_TTL_MS),
    }
    await this.#store.atomicallyIfRecorded('sign-in-paused', async (tx) => {
      await tx.createPartial(row)
      const { backend, userId, asks: question } = row
      await tx.recordEvent({ type: 'sign-in-paused', userId, question, backend, reference })
    })
    await this.#store.deleteOldestPartials(browserHash, MAX_PER_BROWSER)
    return token
  }

  /**
   * The sign-in that waits at this URL, in this browser.
   * @throws PortcullisError partial_unknown, partial_used, partial_expired, partial_wrong_browser
   */
  async find(token: string, browserId: string | null): Promise<PausedSignIn> {
    const row = await this.#store.findPartial({ tokenHash: hashToken(token) })
    return this.#requireUsable(row, browserId === null ? null : hashToken(browserId))
  }

  /**
   * The sign-in that an email was sent for, whichever browser it waits in. @throws as `find`, but never
   * partial_wrong_browser
   */
  async findById(id: string): Promise<PausedSignIn> {
    const row = await this.#store.findPartial({ id })
    return this.#requireUsable(row, row?.browserHash ?? null)
  }

  /** Whether it waits in this browser. */
  belongsTo(paused: PausedSignIn, browserId: string | null): boolean {
    return browserId !== null && paused.browserHash === hashToken(browserId)
  }

  /** Stores what has changed. @throws PortcullisError partial_used */
  async update(paused: PausedSignIn, changes: Partial<PartialState>): Promise<PausedSignIn> {
    const state = { ...paused.state, ...changes }
    const data = this.#encrypt(paused.id, state)
    const { type: questionType } = state.question
    if (!(await this.#store.updatePartial(paused, { asks: questionType, data }, this.#clock())))
      throw partialUsedError()
    return { ...paused, state }
  }

  /**
   * Moves it to another browser, so that the browser which paused it cannot continue it any more. Returns the new
   * token.
   */
  async transferToBrowser(
    paused: PausedSignIn,
    changes: Partial<PartialState>,
    browserId: string,
  ): Promise<string> {
    const token = newToken()
    const data = this.#encrypt(paused.id, { ...paused.state, ...changes })
    const to = { tokenHash: hashToken(token), browserHash: hashToken(browserId), data }
    if (!(await this.#store.transferPartial(paused, to, this.#clock()))) throw partialUsedError()
    return token
  }

  /** Consumes it in the transaction `tx`. @throws PortcullisError partial_used, for all callers but one */
  async consume(key: PartialKey, tx: Pick<Queries, 'consumePartial'>): Promise<void> {
    if (!(await tx.consumePartial(key, this.#clock()))) throw partialUsedError()
  }

  /** Deletes it, because the user does not want to continue. */
  async discard(key: PartialKey): Promise<void> {
    await this.#store.deletePartial(key)
  }

  /** Deletes all sign-ins that wait in this browser, as when a user signs out. */
  async discardForBrowser(browserId: string | null): Promise<void> {
    if (browserId !== null) await this.#store.deletePartialsForBrowser([hashToken(browserId)])
  }

  #requireUsable(row: PartialRow | null, browserHash: string | null): PausedSignIn {
    if (row === null)
      throw new PortcullisError('partial_unknown', { detail: message('detail.partial.unknown') })
    const rejection = findRejection(row, browserHash, this.#clock())
    if (rejection !== null) throw rejection
    return this.#decrypt(row)
  }

  #encrypt(id: string, state: PartialState): Uint8Array<ArrayBuffer> {
    return this.#encrypter.encrypt(encryptionContext(id), JSON.stringify(state))
  }

  #decrypt(row: PartialRow): PausedSignIn {
    const text = this.#encrypter.decrypt(encryptionContext(row.id), row.data)
    if (text === null) {
      throw new PortcullisError('partial_expired', { detail: message('detail.partial.key') })
    }
    const { data: state } = PartialStateSchema.safeParse(JSON.parse(text))
    if (state === undefined) {
      throw new PortcullisError('partial_expired', { detail: message('detail.partial.otherRelease') })
    }
    const { id, browserHash, backend, version, versionId, reference, createdAt } = row
    return { id, browserHash, backend, version, versionId, reference, createdAt, state }
  }
}

function encryptionContext(id: string): string {
  return `partial:${id}:data`
}

function partialUsedError(): PortcullisError {
  return new PortcullisError('partial_used', { detail: message('detail.partial.used') })
}

/** Why this browser cannot continue the sign-in of this row; null when it can. */
function findRejection(row: PartialRow, browserHash: string | null, now: Date): PortcullisError | null {
  // Checked first, so that a stranger learns nothing else about it.
  if (row.browserHash !== browserHash) {
    return new PortcullisError('partial_wrong_browser', {
      detail: message(browserHash === null ? 'detail.attempt.noCookie' : 'detail.attempt.otherBrowser'),
    })
  }
  if (row.usedAt !== null)
    return new PortcullisError('partial_used', { detail: message('detail.partial.finished') })
  if (row.expiresAt <= now)
    return new PortcullisError('partial_expired', { detail: message('detail.partial.expired') })
  return null
}
