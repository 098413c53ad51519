import { hashToken, newId, newToken } from '../crypto/token.js'
import type { Vault } from '../crypto/vault.js'
import { PortcullisError } from '../errors.js'
import type { PartialKey, PartialRow } from '../store/partials.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { refusalOf } from './refusal.js'
import { type Waiting, WaitingSchema } from './waiting.js'

/** How long a sign-in waits for its answers: long enough to find a mail and to sign in another way. */
export const PARTIAL_LIFETIME_MS = 30 * 60_000

/** How many wait in one browser: more than anybody has tabs for, and few enough that nobody fills a disk with them. */
const MOST_IN_A_BROWSER = 20

/** A paused sign-in that may go on. */
export interface Paused extends Pick<
  PartialRow,
  'id' | 'browserHash' | 'backend' | 'version' | 'reference' | 'createdAt'
> {
  readonly waiting: Waiting
}

/**
 * Sign-ins that wait for an answer. Each is found by the hash of the token in its address, belongs to one browser, and
 * is used up by the sign-in it leads to, in the same transaction: one that fails can be tried again, one that went well
 * cannot. Identity, provider tokens and answers are sealed, bound to their row.
 */
export class Partials {
  readonly #store: Store
  readonly #vault: Vault
  readonly #now: () => Date

  constructor(parts: { readonly store: Store; readonly vault: Vault; readonly now: () => Date }) {
    this.#store = parts.store
    this.#vault = parts.vault
    this.#now = parts.now
  }

  /** Keeps a sign-in that halted, for this browser, and forgets its oldest; returns the token of its address. Secret. */
  async pause(
    { reference, version }: Pick<PartialRow, 'reference' | 'version'>,
    waiting: Waiting,
    browserId: string,
  ): Promise<string> {
    const now = this.#now()
    const [id, token, browserHash] = [newId(), newToken(), hashToken(browserId)]
    await this.#store.createPartial({
      ...{ id, reference, tokenHash: hashToken(token), browserHash },
      ...{ backend: waiting.identity.backend, version, asks: waiting.question.asks },
      userId: waiting.intent === 'connect' ? waiting.visitorId : null,
      data: this.#sealed(id, waiting),
      createdAt: now,
      expiresAt: new Date(now.getTime() + PARTIAL_LIFETIME_MS),
    })
    await this.#store.keepNewestPartials(browserHash, MOST_IN_A_BROWSER)
    return token
  }

  /**
   * The sign-in that waits at this address, in this browser.
   * @throws PortcullisError partial_unknown, partial_used, partial_expired, partial_foreign
   */
  async find(token: string, browserId: string | null): Promise<Paused> {
    const row = await this.#store.findPartial({ tokenHash: hashToken(token) })
    return this.#usable(row, browserId === null ? null : hashToken(browserId))
  }

  /** The one that a mail was sent for, whichever browser it waits in. @throws as `find`, but never partial_foreign */
  async findMailed(id: string): Promise<Paused> {
    const row = await this.#store.findPartial({ id })
    return this.#usable(row, row?.browserHash ?? null)
  }

  /** Whether it waits in this browser. */
  isOf(paused: Paused, browserId: string | null): boolean {
    return browserId !== null && paused.browserHash === hashToken(browserId)
  }

  /** Keeps what has changed. @throws PortcullisError partial_used */
  async change(paused: Paused, changes: Partial<Waiting>): Promise<Paused> {
    const waiting = { ...paused.waiting, ...changes }
    const data = this.#sealed(paused.id, waiting)
    const { asks } = waiting.question
    if (!(await this.#store.changePartial(paused, { asks, data }, this.#now()))) throw gone()
    return { ...paused, waiting }
  }

  /** Hands it to another browser, so that the one which paused it can do nothing any more; returns the new token. */
  async move(paused: Paused, changes: Partial<Waiting>, browserId: string): Promise<string> {
    const token = newToken()
    const data = this.#sealed(paused.id, { ...paused.waiting, ...changes })
    const to = { tokenHash: hashToken(token), browserHash: hashToken(browserId), data }
    if (!(await this.#store.movePartial(paused, to, this.#now()))) throw gone()
    return token
  }

  /** Uses it up as a part of the transaction of `within`. @throws PortcullisError partial_used, for all but one */
  async use(key: PartialKey, within: Pick<StoreVerbs, 'usePartial'>): Promise<void> {
    if (!(await within.usePartial(key, this.#now()))) throw gone()
  }

  /** Forgets it: the person does not want to go on. */
  async drop(key: PartialKey): Promise<void> {
    await this.#store.deletePartial(key)
  }

  /** Forgets all that wait in this browser, as when somebody signs out of it. */
  async dropAllOf(browserId: string | null): Promise<void> {
    if (browserId !== null) await this.#store.deletePartialsOf([hashToken(browserId)])
  }

  #usable(row: PartialRow | null, browserHash: string | null): Paused {
    if (row === null) throw new PortcullisError('partial_unknown', { detail: 'no partial has this token' })
    const refusal = refusalOf(row, browserHash, this.#now())
    if (refusal !== null) throw refusal
    return this.#opened(row)
  }

  #sealed(id: string, waiting: Waiting): Uint8Array<ArrayBuffer> {
    return this.#vault.seal(rowOf(id), JSON.stringify(waiting))
  }

  #opened(row: PartialRow): Paused {
    const text = this.#vault.open(rowOf(row.id), row.data)
    if (text === null) {
      throw new PortcullisError('partial_expired', { detail: 'the encryption key of this partial is gone' })
    }
    const { id, browserHash, backend, version, reference, createdAt } = row
    return {
      id,
      browserHash,
      backend,
      version,
      reference,
      createdAt,
      waiting: WaitingSchema.parse(JSON.parse(text)),
    }
  }
}

function rowOf(id: string): string {
  return `partial:${id}:data`
}

function gone(): PortcullisError {
  return new PortcullisError('partial_used', { detail: 'another request was faster, or it was dropped' })
}
