import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { PartialKey, PartialRow } from '../store/partials.js'
import type { Queries, Store } from '../store/store.js'
import { type PartialState, PartialStateSchema } from './partial-state.js'

/** How long a sign-in waits for its answers: long enough to find a mail and to sign in another way. */
export const PARTIAL_TTL_MS = 30 * 60_000

/** How many wait in one browser: more than anybody has tabs for, and few enough that nobody fills a disk with them. */
const MAX_PER_BROWSER = 20

/** A paused sign-in that may go on. */
export interface PausedSignIn extends Pick<
  PartialRow,
  'id' | 'browserHash' | 'backend' | 'version' | 'reference' | 'createdAt'
> {
  readonly state: PartialState
}

/**
 * Sign-ins that wait for an answer. Each is found by the hash of the token in its address, belongs to one browser, and
 * is used up by the sign-in it leads to, in the same transaction: one that fails can be tried again, one that went well
 * cannot. Identity, provider tokens and answers are sealed, bound to their row.
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

  /** Keeps a sign-in that halted, for this browser, and forgets its oldest; returns the token of its address. Secret. */
  async create(
    { reference, version }: Pick<PartialRow, 'reference' | 'version'>,
    state: PartialState,
    browserId: string,
  ): Promise<string> {
    const now = this.#clock()
    const [id, token, browserHash] = [newId(), newToken(), hashToken(browserId)]
    await this.#store.createPartial({
      ...{ id, reference, tokenHash: hashToken(token), browserHash },
      ...{ backend: state.identity.backend, version, asks: state.question.type },
      userId: state.intent === 'connect' ? state.signedInUserId : null,
      data: this.#encrypt(id, state),
      createdAt: now,
      expiresAt: new Date(now.getTime() + PARTIAL_TTL_MS),
    })
    await this.#store.deleteOldestPartials(browserHash, MAX_PER_BROWSER)
    return token
  }

  /**
   * The sign-in that waits at this address, in this browser.
   * @throws PortcullisError partial_unknown, partial_used, partial_expired, partial_wrong_browser
   */
  async find(token: string, browserId: string | null): Promise<PausedSignIn> {
    const row = await this.#store.findPartial({ tokenHash: hashToken(token) })
    return this.#requireUsable(row, browserId === null ? null : hashToken(browserId))
  }

  /** The one that a mail was sent for, whichever browser it waits in. @throws as `find`, but never partial_wrong_browser */
  async findById(id: string): Promise<PausedSignIn> {
    const row = await this.#store.findPartial({ id })
    return this.#requireUsable(row, row?.browserHash ?? null)
  }

  /** Whether it waits in this browser. */
  belongsTo(paused: PausedSignIn, browserId: string | null): boolean {
    return browserId !== null && paused.browserHash === hashToken(browserId)
  }

  /** Keeps what has changed. @throws PortcullisError partial_used */
  async update(paused: PausedSignIn, changes: Partial<PartialState>): Promise<PausedSignIn> {
    const state = { ...paused.state, ...changes }
    const data = this.#encrypt(paused.id, state)
    const { type: questionType } = state.question
    if (!(await this.#store.updatePartial(paused, { asks: questionType, data }, this.#clock())))
      throw partialUsedError()
    return { ...paused, state }
  }

  /** Hands it to another browser, so that the one which paused it can do nothing any more; returns the new token. */
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

  /** Uses it up as a part of the transaction of `within`. @throws PortcullisError partial_used, for all but one */
  async consume(key: PartialKey, tx: Pick<Queries, 'consumePartial'>): Promise<void> {
    if (!(await tx.consumePartial(key, this.#clock()))) throw partialUsedError()
  }

  /** Forgets it: the person does not want to go on. */
  async discard(key: PartialKey): Promise<void> {
    await this.#store.deletePartial(key)
  }

  /** Forgets all that wait in this browser, as when somebody signs out of it. */
  async discardForBrowser(browserId: string | null): Promise<void> {
    if (browserId !== null) await this.#store.deletePartialsForBrowser([hashToken(browserId)])
  }

  #requireUsable(row: PartialRow | null, browserHash: string | null): PausedSignIn {
    if (row === null) throw new PortcullisError('partial_unknown', { detail: 'no partial has this token' })
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
      throw new PortcullisError('partial_expired', { detail: 'the encryption key of this partial is gone' })
    }
    const { data: state } = PartialStateSchema.safeParse(JSON.parse(text))
    if (state === undefined) {
      throw new PortcullisError('partial_expired', { detail: 'another release of this program paused it' })
    }
    const { id, browserHash, backend, version, reference, createdAt } = row
    return { id, browserHash, backend, version, reference, createdAt, state }
  }
}

function encryptionContext(id: string): string {
  return `partial:${id}:data`
}

function partialUsedError(): PortcullisError {
  return new PortcullisError('partial_used', { detail: 'another request was faster, or it was dropped' })
}

/** Why nobody in this browser may go on with this row; null when they may. */
export function findRejection(
  row: PartialRow,
  browserHash: string | null,
  now: Date,
): PortcullisError | null {
  // First of all, so that a stranger learns nothing else about it.
  if (row.browserHash !== browserHash) {
    return new PortcullisError('partial_wrong_browser', {
      detail: browserHash === null ? 'the request has no browser cookie' : 'it waits in another browser',
    })
  }
  if (row.usedAt !== null)
    return new PortcullisError('partial_used', { detail: 'it led to a session before' })
  if (row.expiresAt <= now) return new PortcullisError('partial_expired', { detail: 'it waited too long' })
  return null
}
