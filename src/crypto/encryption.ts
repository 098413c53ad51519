import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

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
 * Seals secrets for the database with AES-256-GCM. What is sealed is bound to its place (`row`, such as
 * `account:ID:tokens`): moved to another row it does not open. The newest key seals, any listed key opens.
 */
export class Encrypter {
  readonly #currentKey: Key
  readonly #keys: readonly Key[]

  /** `keys`: newest first, 32 bytes or more each. */
  constructor(keys: readonly [string, ...string[]]) {
    this.#currentKey = deriveKey(keys[0])
    this.#keys = keys.map(deriveKey)
  }

  encrypt(context: string, plaintext: string): Uint8Array<ArrayBuffer> {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#currentKey.secret, iv).setAAD(
      Buffer.from(context, 'utf8'),
    )
    const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
    const header = Buffer.concat([Buffer.from([VERSION]), this.#currentKey.id, iv, cipher.getAuthTag()])
    return new Uint8Array(Buffer.concat([header, body]))
  }

  /** What everything begins with that the newest key has sealed. */
  get currentKeyPrefix(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), this.#currentKey.id]))
  }

  /** The plain text, or null when no listed key opens it here: another row, a lost key, a changed byte. */
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
      return decipher.update(bytes.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return null
    }
  }
}

// Keys arrive as text of any length; hashing with a label makes 256 bits of them and keeps this use apart from others.
function deriveKey(key: string): Key {
  const secret = createHash('sha256').update(`portcullis vault\0${key}`, 'utf8').digest()
  const id = createHash('sha256').update(secret).digest().subarray(0, KEY_ID_BYTES)
  return { id, secret }
}

/**
 * What a sealed value is bound to when it outlives a rotation of keys, by its kind: its row and its column. Whoever seals,
 * opens or seals anew takes the place from here.
 */
export const ENCRYPTION_CONTEXTS = {
  'account tokens': (id: string) => `account:${id}:tokens`,
  'client secret': (id: string) => `backend-version:${id}:secret`,
  'test report': (id: string) => `backend-version:${id}:report`,
} as const
