import { hashToken, newId, newReference, newToken } from '../crypto/token.js'
import type { Vault } from '../crypto/vault.js'
import { PortcullisError } from '../errors.js'
import type { CodeKey, CodePurpose, CodeRow } from '../store/codes.js'
import type { Store } from '../store/store.js'

/** How many codes a page may try, the right one among them. */
export const MOST_TRIES = 5
const LIFETIME_MS = 15 * 60_000

/** Somebody asks for a code. */
export interface CodeWish {
  readonly purpose: CodePurpose
  /** Normalised. The code will prove this address and no other. */
  readonly email: string
  readonly userId: string | null
  /** What waits for the proof, as text; kept sealed. */
  readonly data: string
}

/** A code that was just made. Both parts are secret, and neither is worth anything without the other. */
export interface IssuedCode {
  /** For the page that asked. */
  readonly handle: string
  /** For the mailbox: eight letters and digits, such as `K7QM-2XHD`. */
  readonly code: string
}

/** What a page presents. */
export interface CodeProof {
  readonly purpose: CodePurpose
  readonly handle: string | null
  /** Who is signed in, where that matters. */
  readonly userId?: string
}

/** What somebody asked for, and a code stands for. */
export interface Waiting {
  readonly email: string
  readonly userId: string | null
  readonly data: string
}

/** What came of trying a code: proof of the address, or one try less. */
export type Redeemed =
  | (Waiting & { readonly right: true })
  | { readonly right: false; readonly email: string; readonly triesLeft: number }

/**
 * One-time codes by e-mail. The page that asks holds a handle, the mailbox gets a code, and only both together prove
 * that whoever asked reads that mailbox. A code is good for 15 minutes and five tries, once, and only the newest
 * for its purpose and address. A link in a mail holds both; the page behind it must then do what the asking page did.
 */
export class Codes {
  readonly #store: Pick<Store, 'createCode' | 'findCode' | 'tryCode'>
  readonly #vault: Vault
  readonly #now: () => Date

  constructor(parts: {
    store: Pick<Store, 'createCode' | 'findCode' | 'tryCode'>
    vault: Vault
    now: () => Date
  }) {
    this.#store = parts.store
    this.#vault = parts.vault
    this.#now = parts.now
  }

  /** Makes a code, and makes earlier ones for the same purpose and address worthless. */
  async issue({ purpose, email, userId, data }: CodeWish): Promise<IssuedCode> {
    const id = newId()
    const handle = newToken()
    const code = newReference()
    const createdAt = this.#now()
    await this.#store.createCode({
      ...{ id, purpose, email, userId, createdAt },
      handleHash: hashToken(handle),
      codeHash: codeHash(handle, code),
      data: this.#vault.seal(`code:${id}:data`, data),
      expiresAt: new Date(createdAt.getTime() + LIFETIME_MS),
    })
    return { handle, code }
  }

  /**
   * What waits for the code of this page, without trying any: for the page to show, or to ask for a new code.
   * @throws PortcullisError code_refused when the code cannot be used any more
   */
  async waiting(proof: CodeProof): Promise<Waiting> {
    const row = await this.#store.findCode(keyOf(proof), MOST_TRIES, this.#now())
    if (!row) throw refused('no code waits for this page')
    return this.#opened(row)
  }

  /**
   * Uses the code up and says what it has proven; a wrong one is counted.
   * @throws PortcullisError code_refused when no code can be right any more
   */
  async redeem(proof: CodeProof, typed: string): Promise<Redeemed> {
    const hash = codeHash(proof.handle ?? '', typed)
    const row = await this.#store.tryCode(keyOf(proof), hash, MOST_TRIES, this.#now())
    if (!row) throw refused('used, expired, replaced, tried too often, or never sent')
    if (row.usedAt === null) return { right: false, email: row.email, triesLeft: MOST_TRIES - row.tries }
    return { right: true, ...this.#opened(row) }
  }

  #opened({ id, email, userId, data: sealed }: CodeRow): Waiting {
    const data = sealed === null ? null : this.#vault.open(`code:${id}:data`, sealed)
    if (data === null) throw refused('what was kept with the code cannot be opened with ENCRYPTION_KEYS')
    return { email, userId, data }
  }
}

function keyOf({ purpose, handle, userId }: CodeProof): CodeKey {
  if (handle === null) throw refused('the page has no handle')
  return { purpose, handleHash: hashToken(handle), userId: userId ?? null }
}

// People leave out the hyphen, add blanks or type small letters; none of these is a wrong code.
function codeHash(handle: string, code: string): string {
  return hashToken(`${handle}\0${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
}

function refused(detail: string): PortcullisError {
  return new PortcullisError('code_refused', { detail })
}
