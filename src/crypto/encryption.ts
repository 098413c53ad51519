// Cryptography of this site's own secrets; the signatures of providers are checked in backends/oidc.
//
//   encryption.ts  `Encrypter`: AES-256-GCM for secrets in the database and in cookies, with ENCRYPTION_KEYS
//   signing.ts     `Signer`: HMAC-SHA256 for short values that are not secret, with SESSION_KEYS
//   tokens.ts      random tokens and IDs, hashes of tokens, reference numbers
//
// Both key lists are newest first: the first key writes, every listed key reads, so a key can be rotated without
// downtime. Each ciphertext is bound to a context, each signature to a purpose, so that neither is accepted in another
// place. The strings of contexts and purposes must not change: stored values would no longer decrypt or verify.
//
// Neighbours: imports nothing of this program; used by almost every folder. store/key-rotation encrypts old values
// again.

import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { takeRandomBytes } from './tokens.js'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_ID_BYTES = 4
const HEADER_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES

interface Key {
  readonly id: Buffer
  readonly secret: Buffer
}

/**
 * Encrypts secrets for the database with AES-256-GCM. A ciphertext is bound to its context, such as
 * `account:ID:tokens`: moved to another row, it does not decrypt. The newest key encrypts, any listed key decrypts.
 *
 * Format: version (1 byte), key ID (4), IV (12), authentication tag (16), ciphertext.
 */
export class Encrypter {
  readonly #currentKey: Key
  readonly #keys: readonly Key[]
  readonly #onOldKey: () => void

  /**
   * @param keys newest first, at least 32 bytes each
   * @param onOldKey called for each value that another key than the newest has decrypted
   */
  constructor(keys: readonly [string, ...string[]], onOldKey: () => void = () => undefined) {
    this.#currentKey = deriveKey(keys[0])
    this.#keys = keys.map(deriveKey)
    this.#onOldKey = onOldKey
  }

  /** The IDs of the keys, newest first: eight hexadecimal digits of a hash, which tell nothing about the key. */
  get keyIds(): readonly string[] {
    return this.#keys.map(({ id }) => id.toString('hex'))
  }

  /** Encrypts with the newest key. @param context the row and column that the ciphertext is for */
  encrypt(context: string, plaintext: string): Uint8Array<ArrayBuffer> {
    const iv = takeRandomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#currentKey.secret, iv).setAAD(
      Buffer.from(context, 'utf8'),
    )
    const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
    const header = Buffer.concat([Buffer.from([VERSION]), this.#currentKey.id, iv, cipher.getAuthTag()])
    return new Uint8Array(Buffer.concat([header, body]))
  }

  /** The first bytes of every ciphertext of the newest key. */
  get currentKeyPrefix(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), this.#currentKey.id]))
  }

  /** Decrypts; null when no listed key can, because the context differs, the key was lost or a byte has changed. */
  decrypt(context: string, ciphertext: Uint8Array): string | null {
    const bytes = Buffer.from(ciphertext)
    if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) return null
    const id = bytes.subarray(1, 1 + KEY_ID_BYTES)
    const key = this.#keys.find((candidate) => candidate.id.equals(id))
    if (!key) return null
    const iv = bytes.subarray(1 + KEY_ID_BYTES, 1 + KEY_ID_BYTES + IV_BYTES)
    const tag = bytes.subarray(HEADER_BYTES - TAG_BYTES, HEADER_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key.secret, iv)
      .setAAD(Buffer.from(context, 'utf8'))
      .setAuthTag(tag)
    try {
      const plaintext =
        decipher.update(bytes.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8')
      if (!key.id.equals(this.#currentKey.id)) this.#onOldKey()
      return plaintext
    } catch {
      return null
    }
  }
}

/** How many bytes of a ciphertext `readKeyId` needs. */
export const KEY_PREFIX_BYTES = 1 + KEY_ID_BYTES

/** The ID of the key that encrypted a value, from its first bytes (`Encrypter.keyIds`). */
export function readKeyId(ciphertext: Uint8Array): string {
  return Buffer.from(ciphertext).subarray(1, KEY_PREFIX_BYTES).toString('hex')
}

// Keys are text of any length. Hashing them with a label makes 256 bits, and another key than any other use would.
function deriveKey(key: string): Key {
  const secret = createHash('sha256').update(`portcullis vault\0${key}`, 'utf8').digest()
  const id = createHash('sha256').update(secret).digest().subarray(0, KEY_ID_BYTES)
  return { id, secret }
}

/**
 * The contexts of values that outlive a key rotation, by kind: their row and column. Code that encrypts, decrypts or
 * encrypts again takes them from here.
 */
export const ENCRYPTION_CONTEXTS = {
  'account tokens': (id: string) => `account:${id}:tokens`,
  'client secret': (id: string) => `backend-version:${id}:secret`,
  'test report': (id: string) => `backend-version:${id}:report`,
} as const
