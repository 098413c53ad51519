import type { Encrypter } from '../crypto/encryption.js'
import { hashToken, newEmailCode, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { CODE_TTL_MINUTES, SIGN_IN_CODE_TTL_MINUTES } from '../mail/templates.js'
import type { CodeKey, CodePurpose, CodeRow } from '../store/email-codes.js'
import type { Store } from '../store/store.js'

/** How many codes a page may try, including the right one. */
const MAX_ATTEMPTS = 5
const MINUTE_MS = 60_000
/** How long a code for a sign-in is valid (NIST SP 800-63B-4 section 3.1.3.2 allows ten minutes). */
export const SIGN_IN_CODE_TTL_MS = SIGN_IN_CODE_TTL_MINUTES * MINUTE_MS
/** An invitation has a link instead of a code; invitations.ts issues it. */
type EmailCodePurpose = Exclude<CodePurpose, 'invite'>
const CODE_TTL_MS: Readonly<Record<EmailCodePurpose, number>> = {
  register: CODE_TTL_MINUTES * MINUTE_MS,
  reset: CODE_TTL_MINUTES * MINUTE_MS,
  email: CODE_TTL_MINUTES * MINUTE_MS,
  continue: CODE_TTL_MINUTES * MINUTE_MS,
  'sign-in': SIGN_IN_CODE_TTL_MS,
  'api-sign-in': SIGN_IN_CODE_TTL_MS,
}

/** A request for a code. */
export interface EmailCodeRequest {
  readonly purpose: EmailCodePurpose
  /** Normalized. The code proves this address and no other. */
  readonly email: string
  readonly userId: string | null
  /** What waits for the proof, as text; stored encrypted. */
  readonly data: string
  /** The page's half of the code that this one replaces, if the page has asked for one before. */
  readonly replaces?: string | null
  /** How long it is valid, if not as long as usual. */
  readonly ttlMs?: number
}

/** A new code. Both parts are secret, and neither works without the other. */
export interface IssuedCode {
  /** For the page that asked. */
  readonly flowToken: string
  /** For the email: nine letters and digits, such as `K7Q-M2X-HD4`. */
  readonly code: string
}

/** What a page sends with a code. */
export interface EmailCodeLookup {
  readonly purpose: EmailCodePurpose
  readonly flowToken: string | null
  /** The signed-in user, where that matters. */
  readonly userId?: string
}

/** What was requested, and waits for the code. */
export interface PendingEmailCode {
  readonly email: string
  readonly userId: string | null
  readonly data: string
}

/** The result of trying a code: a proven address, or one attempt less. */
export type EmailCodeResult =
  | (PendingEmailCode & { readonly isCorrect: true })
  | { readonly isCorrect: false; readonly email: string; readonly attemptsLeft: number }

/**
 * One-time codes by email. The page that asks has a token, the email has a code, and only both together prove that
 * the person at the page reads that email. A code is valid for 15 minutes (10 for a sign-in) and five attempts, once. A
 * newer one replaces it only if the same page asked for it: a stranger who asks for codes to the same address must not
 * revoke it. A link in an email contains both, so the page behind it must do what the asking page did.
 */
export class EmailCodes {
  readonly #store: Pick<Store, 'createCode' | 'findCode' | 'recordCodeAttempt' | 'revokeCode'>
  readonly #encrypter: Encrypter
  readonly #clock: () => Date

  constructor(deps: {
    store: Pick<Store, 'createCode' | 'findCode' | 'recordCodeAttempt' | 'revokeCode'>
    encrypter: Encrypter
    clock: () => Date
  }) {
    this.#store = deps.store
    this.#encrypter = deps.encrypter
    this.#clock = deps.clock
  }

  /** Creates a code. The one that it replaces becomes invalid. */
  async issue({
    purpose,
    email,
    userId,
    data,
    replaces = null,
    ttlMs = CODE_TTL_MS[purpose],
  }: EmailCodeRequest): Promise<IssuedCode> {
    if (replaces !== null) await this.discard({ purpose, flowToken: replaces })
    const id = newId()
    const flowToken = newToken()
    const code = newEmailCode()
    const createdAt = this.#clock()
    await this.#store.createCode({
      id,
      purpose,
      email,
      userId,
      createdAt,
      handleHash: hashToken(flowToken),
      codeHash: codeHash(flowToken, code),
      data: this.#encrypter.encrypt(`code:${id}:data`, data),
      expiresAt: new Date(createdAt.getTime() + ttlMs),
    })
    return { flowToken, code }
  }

  /**
   * What waits for the code of this page, without trying a code: to show it, or to send a new code.
   * @throws PortcullisError code_rejected when the code cannot be used any more
   */
  async peek(lookup: EmailCodeLookup): Promise<PendingEmailCode> {
    const row = await this.#store.findCode(toKey(lookup), MAX_ATTEMPTS, this.#clock())
    if (!row) throw codeRejected('no code waits for this page')
    return this.#decrypt(row)
  }

  /**
   * Consumes the code and returns what it has proven; a wrong code is counted.
   * @throws PortcullisError code_rejected when no code can be right any more
   */
  async redeem(lookup: EmailCodeLookup, code: string): Promise<EmailCodeResult> {
    const hash = codeHash(lookup.flowToken ?? '', code)
    const row = await this.#store.recordCodeAttempt(toKey(lookup), hash, MAX_ATTEMPTS, this.#clock())
    if (!row) throw codeRejected('used, expired, replaced, tried too often, or never sent')
    if (row.usedAt === null)
      return { isCorrect: false, email: row.email, attemptsLeft: MAX_ATTEMPTS - row.tries }
    return { isCorrect: true, ...this.#decrypt(row) }
  }

  /** Revokes the code of this page, if it is not used yet. */
  async discard({ purpose, flowToken }: Pick<IssuedCode, 'flowToken'> & { readonly purpose: CodePurpose }) {
    await this.#store.revokeCode(hashToken(flowToken), purpose, this.#clock())
  }

  #decrypt({ id, email, userId, data: ciphertext }: CodeRow): PendingEmailCode {
    const data = ciphertext === null ? null : this.#encrypter.decrypt(`code:${id}:data`, ciphertext)
    if (data === null) throw codeRejected('the data of the code cannot be decrypted with ENCRYPTION_KEYS')
    return { email, userId, data }
  }
}

function toKey({ purpose, flowToken, userId }: EmailCodeLookup): CodeKey {
  if (flowToken === null) throw codeRejected('the page has no handle')
  return { purpose, handleHash: hashToken(flowToken), userId: userId ?? null }
}

// Users leave out the hyphens, add spaces or type small letters. The code counts all the same.
function codeHash(flowToken: string, code: string): string {
  return hashToken(`${flowToken}\0${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
}

function codeRejected(detail: string): PortcullisError {
  return new PortcullisError('code_rejected', { detail })
}
