import { hash, verify } from '@node-rs/argon2'
import { PortcullisError } from '../../errors.js'
import { message } from '../../locales/messages.js'
import { parseStoredHash } from './stored-hash.js'

/** OWASP's recommendation for argon2id, the default of this library: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * The hash of 32 random bytes that were thrown away. It is verified for unknown users, so that they take the same time.
 */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$/JExRsjJDF1F99b+BEeK+w$9beIsKVHvry7C8Govf7QgxjWhEzmc6Wu5Pg3Fts7lYo'

// Hashing uses the four threads that Node also resolves host names on, so two of them must stay free.
const MAX_CONCURRENT = 2
const MAX_QUEUED = 100
const RETRY_AFTER_SECONDS = 2

/**
 * Hashes and verifies passwords with argon2id, outside the main thread. The number of concurrent hashes is limited,
 * because hashing is expensive and anonymous requests can cause it. Passwords are normalized to Unicode NFC, because
 * keyboards differ in how they compose the same letter; otherwise they are used exactly as typed.
 */
export class PasswordHasher {
  #running = 0
  readonly #queue: (() => void)[] = []

  /** @throws PortcullisError unavailable when too many passwords are waiting */
  hash(password: string): Promise<string> {
    return this.#withSlot(() => hash(password.normalize('NFC'), COST))
  }

  /**
   * Whether `storedHash` is the hash of this password. Null and an invalid hash match no password, and take the time of a
   * hash of this site. A hash that another system has made takes the time of that system.
   * @throws PortcullisError unavailable when too many passwords are waiting
   */
  verify(storedHash: string | null, password: string): Promise<boolean> {
    const stored = storedHash === null ? null : parseStoredHash(storedHash)
    return this.#withSlot(async () => {
      if (stored !== null) return stored.verify(password)
      await verify(DUMMY_HASH, password.normalize('NFC'))
      return false
    })
  }

  async #withSlot<T>(work: () => Promise<T>): Promise<T> {
    await this.#nextSlot()
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      // The slot is passed on directly, so that no other call can take it in between.
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
        detail: message('detail.hashing', { waiting: MAX_QUEUED }),
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    await new Promise<void>((resume) => this.#queue.push(resume))
  }
}
