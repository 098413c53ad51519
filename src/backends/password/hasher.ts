import { hash, verify } from '@node-rs/argon2'
import { PortcullisError } from '../../errors.js'

/** OWASP's recommendation for argon2id, which is what this library makes: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of 32 random bytes that nobody has kept, at the same cost: what unknown users are checked against. */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$/JExRsjJDF1F99b+BEeK+w$9beIsKVHvry7C8Govf7QgxjWhEzmc6Wu5Pg3Fts7lYo'

// Hashing happens on the four threads that Node also resolves names on, so two of them must stay free.
const MAX_CONCURRENT = 2
const MAX_QUEUED = 100
const RETRY_AFTER_SECONDS = 2

/**
 * Hashes and checks passwords with argon2id, off the main thread and a bounded number at a time: hashing is made to be
 * expensive, and strangers can ask for it. Passwords are taken in Unicode normal form NFC, since keyboards differ in
 * how they compose one and the same letter, and otherwise exactly as they were typed.
 */
export class PasswordHasher {
  #running = 0
  readonly #queue: (() => void)[] = []

  /** @throws PortcullisError unavailable when too many are waiting already */
  hash(password: string): Promise<string> {
    return this.#withSlot(() => hash(password.normalize('NFC'), COST))
  }

  /**
   * Whether `known` is the hash of this password. Null, and what is no hash, fit no password, and cost the same time
   * to find out.
   * @throws PortcullisError unavailable when too many are waiting already
   */
  verify(storedHash: string | null, password: string): Promise<boolean> {
    const validHash = storedHash?.startsWith('$argon2id$') ? storedHash : null
    return this.#withSlot(async () => {
      const isMatch = await verify(validHash ?? DUMMY_HASH, password.normalize('NFC'))
      return isMatch && validHash !== null
    })
  }

  async #withSlot<T>(work: () => Promise<T>): Promise<T> {
    await this.#nextSlot()
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      // A turn is handed on as it is, so that nobody can slip in between.
      if (next) next()
      else this.#running -= 1
    }
  }

  async #nextSlot(): Promise<void> {
    if (this.#running < MAX_CONCURRENT) {
      this.#running += 1
      return
    }
    if (this.#queue.length >= MAX_QUEUED) {
      throw new PortcullisError('unavailable', {
        detail: `${MAX_QUEUED} passwords are waiting to be hashed`,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    await new Promise<void>((resume) => this.#queue.push(resume))
  }
}
